import * as z from "zod/mini"

/** `GET /api/monitor/services`: what Bracket leans on, as the node sees it that answers. Times are epoch ms. */
export const servicesAnswer = z.object({
  services: z.array(
    z.object({
      name: z.enum(["database", "redis", "disk", "elasticsearch", "otlp", "smtp", "webhook"]),
      state: z.enum(["up", "away"]),
      since: z.number(),
      seenAt: z.number(),
      detail: z.optional(z.string()),
    }),
  ),
})
export type ServiceView = z.infer<typeof servicesAnswer>["services"][number]
