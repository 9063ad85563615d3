import { isHan } from "./tokenizer.ts"

/** Words that say how something is asked, not what about. */
const empty = new Set(
  (
    "a an and are as at be but by can could do does for from give has have how i in is it its me my of on or our " +
    "please should so some tell than that the their them then there these they this to us was we were what when where " +
    "which who why will with would write you your about explain describe make one short two three few not no into more " +
    "的 了 是 在 和 与 及 或 我 你 他 它 我们 你们 请 吗 呢 吧 什么 怎么 如何 为什么 怎样 一 一个 一下 一些 几 个 写 帮 给 关于 介绍 解释 " +
    "说明 告诉 可以 能 会 要 用 有 就 也 都 很 不 把 让 对 到 从 上 下 这 那 这个 那个"
  ).split(" "),
)

/** The form in which words are compared: lower case, without a plural or verb ending; "" for an empty word. */
export function stem(piece: string): string {
  const word = piece.trim().toLowerCase()
  if (!/[\p{L}\p{N}]/u.test(word) || empty.has(word)) return ""
  // A single Chinese character is part of too many words to say what a text is about.
  if (isHan(word)) return word.length > 1 ? word : ""
  if (word.length < 5) return word
  return word.replace(/(?:ing|ed|es|s)$/, "").replace(/(.)\1$/, "$1")
}
