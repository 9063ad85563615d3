/** Keeps a choice of appearance where the server sees it before it renders. */
export function keepPreference(name: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not yet in every browser.
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`
}
