import * as z from "zod/mini"
import type { PlanQuota } from "#lib/domain/connection-parts"

/*
 * The soft line: how much of what a provider's plan allows Bracket takes before it slows down by itself.
 */

/** In per cent of the plan's quota. */
export const softLineSchema = z.int().check(z.gte(50), z.lte(100))
export const defaultSoftLine = 80

/** One of a plan's quotas. */
export interface QuotaWindow {
  name: keyof PlanQuota
  counted: "requests" | "tokens"
  /** How long the window is in ms; days begin at midnight UTC. */
  windowMs: number
}

export const quotaWindows: readonly QuotaWindow[] = [
  { name: "requestsPerSecond", counted: "requests", windowMs: 1000 },
  { name: "requestsPerMinute", counted: "requests", windowMs: 60_000 },
  { name: "tokensPerMinute", counted: "tokens", windowMs: 60_000 },
  { name: "requestsPerDay", counted: "requests", windowMs: 86_400_000 },
  { name: "tokensPerDay", counted: "tokens", windowMs: 86_400_000 },
]

export const isDaily = ({ windowMs }: Pick<QuotaWindow, "windowMs">): boolean => windowMs === 86_400_000

/**
 * What may go out within a window so that it stays at or under the line: whole requests; where that is less than one,
 * one in a window that is longer by as much.
 */
export function paceOf(
  quota: number,
  windowMs: number,
  softLine: number,
): { most: number; windowMs: number } {
  const line = (quota * softLine) / 100
  if (line < 1) return { most: 1, windowMs: Math.ceil(windowMs / line) }
  return { most: Math.floor(line), windowMs }
}

/** How much of one quota is used. `line`: where Bracket slows down, or for days where the operator is told. */
export const quotaUseSchema = z.object({
  name: z.enum([
    "requestsPerSecond",
    "requestsPerMinute",
    "tokensPerMinute",
    "requestsPerDay",
    "tokensPerDay",
  ]),
  used: z.number(),
  quota: z.number(),
  line: z.number(),
})
export type QuotaUse = z.infer<typeof quotaUseSchema>
