/**
 * What a spreadsheet would take for a formula, and so might run: also after white space, on several lines (the
 * rule of the CSV library misses those), and with the full-width signs that some spreadsheets read as the plain ones.
 */
export const csvFormula = /^[\s\0]*[=+\-@＝＋－＠|%]|^[\t\r\n]/
