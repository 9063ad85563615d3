/**
 * The inside of a text that is one fenced code block (``` or longer, with or without a language) and nothing else; else
 * the text: models like to wrap their JSON.
 */
export function unfenced(text: string): string {
  const fence = /^`{3,}/.exec(text)?.[0]
  const firstLineEnd = text.indexOf("\n")
  if (fence === undefined || firstLineEnd < 0 || !text.endsWith(fence)) return text
  const language = text.slice(fence.length, firstLineEnd)
  const inside = text.slice(firstLineEnd + 1, text.length - fence.length)
  const closesOnLineOfItsOwn = inside === "" || inside.endsWith("\n")
  return language.includes("`") || !closesOnLineOfItsOwn || inside.includes(`\n${fence}`) ? text : inside
}
