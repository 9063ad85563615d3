import * as z from "zod/mini"

/** What the word filter did with a run; absent where it found nothing. */
export const screeningSchema = z.object({
  /** The hardest that was done. */
  action: z.enum(["flag", "mask", "block"]),
  /** At how many places. */
  places: z.int(),
  categories: z.array(z.string()),
  channels: z.array(z.enum(["prompt", "text", "reasoning", "tool", "alternatives"])),
})
export type Screening = z.infer<typeof screeningSchema>
export type ScreenedChannel = Screening["channels"][number]
