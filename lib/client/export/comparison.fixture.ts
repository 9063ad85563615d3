import english from "#messages/en"
import chinese from "#messages/zh-CN"
import type { ComparedResult, Comparison, ExportTexts } from "./comparison.ts"

export const englishTexts: ExportTexts = { locale: "en", word: (key) => english.compare.export[key] }
export const chineseTexts: ExportTexts = { locale: "zh-CN", word: (key) => chinese.compare.export[key] }

export const result = (change: Partial<ComparedResult> = {}): ComparedResult => ({
  column: 0,
  row: 0,
  sample: 0,
  status: "succeeded",
  finishReason: "stop",
  text: "An answer.",
  ...change,
})

/** Two columns, the first the baseline; one result each. */
export const comparison = (change: Partial<Comparison> = {}): Comparison => ({
  title: "Greetings",
  exportedAt: Date.parse("2026-11-24T08:30:00Z"),
  prompt: {
    mode: "chat",
    messages: [
      { role: "system", text: "Be brief." },
      { role: "user", text: "Say hello." },
    ],
  },
  columns: [
    {
      name: "A",
      model: "sandbox-small",
      connectionName: "Sandbox",
      parameters: { temperature: 0.7, stop: ["END"] },
      differences: [],
      isBaseline: true,
    },
    {
      name: "B",
      model: "deepseek-flash",
      connectionName: "DeepSeek",
      parameters: { temperature: 1.3 },
      differences: [
        { name: "temperature", value: 1.3, baseline: 0.7 },
        { name: "stop", baseline: ["END"] },
      ],
      isBaseline: false,
    },
  ],
  results: [
    result({
      usage: { inputTokens: 12, outputTokens: 1234, estimated: true },
      cost: 0.00012,
      timing: { queueMs: 0, ttftMs: 320, totalMs: 2345, tokensPerSecond: 41.27 },
      checks: [
        { label: "contains hello", passed: true },
        { label: "is JSON", passed: false },
        { label: "matches", passed: null },
      ],
      judgement: { rating: 4, note: "Crisp.", winner: true },
    }),
    result({
      column: 1,
      status: "failed",
      finishReason: undefined,
      text: "",
      error: { code: "upstream_balance", message: "The account has no balance left." },
    }),
  ],
  ...change,
})
