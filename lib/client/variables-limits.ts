/** Of a file that is read in the browser. */
export const maxFileBytes = 20 * 1024 * 1024
