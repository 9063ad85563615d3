import { languageOf } from "./relevance.ts"

const englishAsk =
  /^(?:please|kindly|hi|hello|hey|can you|could you|would you|will you|i want to|i would like to|i'd like to|help me(?: to)?|tell me|show me|give me|write(?: me)?|explain|describe|summari[sz]e|compare|discuss|better|best|translate|create|make|generate|list|name|compose|draft|plan|what(?:'s| is| are| does| do| makes?)?|how (?:do(?:es)?|can|should|would|to|is|are)|why (?:do(?:es)?|is|are|should)|when (?:do(?:es)?|is|are|should)|where (?:do(?:es)?|is|are)|who (?:is|are|was|were)|which|should|i|we|you|me|to|the|an?|some|this|that|my|our|your|it|is|are|do|does|about|of|for|short|brief|simple|good|few|one|two|three|four|five|ten|\d+)\b[\s,:]*/i
const englishForm =
  /^(?:(?:(?:short|brief|small|little|long|good|simple|clear|funny) )*(?:story|poem|haiku|essay|article|text|paragraph|sentence|sentences|list|note|email|guide|introduction|overview|summary|code|table|ideas|tips|steps)\b\s*(?:about|of|on|for|to|that|in)?\s*)/i
const chineseAsk =
  /^(?:请问|请|帮我|帮忙|给我|为我|告诉我|我想知道|我想|写|列出|介绍|解释|说明|描述|总结|比较|什么是|什么叫|如何|怎样|怎么|为什么|一下|一篇|一首|一个|一份|一些|几个|几条|\d+[个条篇]?|关于|用|有关|你好|，|,|：)+/

function english(prompt: string): string {
  const about = /\babout\s+([^.?!,;:\n]+)/i.exec(prompt)?.[1]
  let rest = (about ?? (/[^.?!;\n]+/.exec(prompt)?.[0] || "")).trim()
  for (let before = ""; before !== rest; ) {
    before = rest
    rest = rest.replace(englishAsk, "").replace(englishForm, "").trim()
  }
  const words = rest.split(/\s+/).slice(0, 8)
  const joint = words.findIndex(
    (word, at) =>
      at > 0 && /^(?:in|with|for|so|that|which|because|using|to|and|works?|do|does|is|are)$/i.test(word),
  )
  return (joint > 0 ? words.slice(0, joint) : words.slice(0, 5)).join(" ").replace(/[^\p{L}\p{N}]+$/u, "")
}

function chinese(prompt: string): string {
  const about = /关于(.{1,16}?)(?:的|，|。|？|！|\n|$)/.exec(prompt)?.[1]
  const sentence = about ?? /[^，。？！；：\n]+/.exec(prompt)?.[0] ?? ""
  return sentence
    .trim()
    .replace(chineseAsk, "")
    .replace(
      /(?:是什么|有什么.*|是怎么.*|的?(?:故事|诗|文章|作用|区别|方法|建议|列表|清单|含义|意思)|吗|呢|吧)+$/,
      "",
    )
    .slice(0, 12)
}

const englishRequest =
  /^(?:please|explain|describe|write|list|tell|give|show|summari[sz]e|compare|create|make|generate|name|compose|draft|plan|suggest|what|how|why|when|where|who|which|can you|could you)\b/i
const chineseRequest =
  /^(?:请|写|列出|介绍|解释|说明|描述|总结|比较|帮|给我|告诉|什么|如何|怎么|怎样|为什么|设计|推荐)/

/**
 * Whether raw text wants an answer rather than to be carried on: its last line is a question, ends in a colon,
 * or is a request without the full stop after which a text would go on.
 */
export function isAsk(prompt: string): boolean {
  const line = prompt.trim().split("\n").at(-1)?.trim() ?? ""
  if (/[?？:：]$/.test(line)) return true
  return englishRequest.test(line) || chineseRequest.test(line)
}

/** What a prompt is about, in its own words: the noun phrase that is left when the asking is taken away. */
export function subjectOf(prompt: string): string {
  const text = prompt.trim()
  if (languageOf(text) === "zh") return chinese(text) || "这个话题"
  return english(text) || "your prompt"
}
