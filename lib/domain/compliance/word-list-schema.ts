import * as z from "zod/mini"

/** What happens where a word of a list is found, the mildest first. */
export const wordActions = ["flag", "mask", "block"] as const
export const wordActionSchema = z.enum(wordActions)
export type WordAction = z.infer<typeof wordActionSchema>

/** Where a list looks: in what is sent, in what comes back, or in both. */
export const wordScopeSchema = z.enum(["prompts", "outputs", "both"])
export type WordScope = z.infer<typeof wordScopeSchema>

/** `draft`: never switched on. `active`: the version that was activated is at work. `off`: none is. */
export const wordListStateSchema = z.enum(["draft", "active", "off"])
export type WordListState = z.infer<typeof wordListStateSchema>

/** Bounds of a list. The words together stay below the body limit of the routes. */
export const maxWordChars = 100
export const maxWordsPerList = 50_000
export const maxListsBodyBytes = 4 * 1024 * 1024

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(100))

/** What one version of a list says. */
export const wordListContentSchema = z.object({
  name,
  /** Such as politics, violence, privacy: what the marks of runs are counted by. */
  category: z.string().check(z.trim(), z.minLength(1), z.maxLength(50)),
  /** As its readers call it: en, zh ... It sorts lists and changes nothing about how they match. */
  language: z.string().check(z.trim(), z.maxLength(20)),
  action: wordActionSchema,
  scope: wordScopeSchema,
  /** Also finds Chinese words that spaces, punctuation or symbols pull apart. */
  strict: z.boolean(),
  words: z
    .array(z.string().check(z.trim(), z.minLength(1), z.maxLength(maxWordChars)))
    .check(z.maxLength(maxWordsPerList)),
})
export type WordListContent = z.infer<typeof wordListContentSchema>

/** `PATCH /api/compliance/lists/:id`. `version`: the one that was changed; a newer one is a conflict. */
export const changeWordListSchema = z.union([
  z.object({ version: z.int(), content: wordListContentSchema }),
  /** Throws the draft away; the active version is the latest again. */
  z.object({ draft: z.null() }),
  /** Switches the activated version off and on. */
  z.object({ state: z.enum(["active", "off"]) }),
])
export type ChangeWordList = z.infer<typeof changeWordListSchema>

/** `POST /api/compliance/lists/:id/activate`. */
export const activateWordListSchema = z.object({ version: z.int() })

/** A list as the overview shows it; without its words. */
export const wordListSummarySchema = z.object({
  id: z.string(),
  ...z.omit(wordListContentSchema, { words: true }).shape,
  state: wordListStateSchema,
  /** Of the latest version, which may be a draft. */
  version: z.int(),
  words: z.int(),
  /** Null: never activated. */
  activeVersion: z.nullable(z.int()),
  activeWords: z.nullable(z.int()),
  /** Epoch ms. */
  updatedAt: z.number(),
})
export type WordListSummary = z.infer<typeof wordListSummarySchema>

/** How often words were found, per day (UTC), category and action. */
export const markCountSchema = z.object({
  day: z.string(),
  category: z.string(),
  action: wordActionSchema,
  runs: z.int(),
  places: z.int(),
})
export type MarkCount = z.infer<typeof markCountSchema>

export const wordListsAnswer = z.object({
  lists: z.array(wordListSummarySchema),
  /** Of the last seven days. */
  counts: z.array(markCountSchema),
})

export const wordListAnswer = z.object({
  ...wordListSummarySchema.shape,
  latest: wordListContentSchema,
  /** Null: never activated, or the latest is the active one. */
  active: z.nullable(wordListContentSchema),
})
export type WordListDetail = z.infer<typeof wordListAnswer>

/** `POST /api/compliance/test`: a text against what is active, and with a draft in place of its list. */
export const testWordsSchema = z.object({
  text: z.string().check(z.maxLength(100_000)),
  /** The list that `content` stands in for; none: a new one. */
  listId: z.optional(z.string().check(z.maxLength(64))),
  content: z.optional(wordListContentSchema),
})

/** A place where a word was found: UTF-16 offsets into the text. */
const foundWordSchema = z.object({
  start: z.int(),
  end: z.int(),
  word: z.string(),
  list: z.string(),
  category: z.string(),
  action: wordActionSchema,
})
export type FoundWord = z.infer<typeof foundWordSchema>

const testResult = z.object({
  prompts: z.nullable(wordActionSchema),
  outputs: z.nullable(wordActionSchema),
  found: z.array(foundWordSchema),
})
export type WordTestResult = z.infer<typeof testResult>

export const testWordsAnswer = z.object({ active: testResult, draft: z.nullable(testResult) })
