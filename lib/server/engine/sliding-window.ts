import type { Redis } from "ioredis"

/** So much within any so many ms. */
export interface WindowRule {
  windowMs: number
  most: number
}

/** A window is kept in so many slots: what is taken stays counted for its window, and at most one slot longer. */
export const slotsPerWindow = 60

/** Counts what is taken in the last window, by name. Times are this port's own. */
export interface SlidingWindow {
  /** Takes an amount if there is room for it; else answers after how many ms there is, and takes nothing. */
  take(
    name: string,
    amount: number,
    rule: WindowRule,
  ): Promise<{ taken: true } | { taken: false; waitMs: number }>
  /** Counts an amount without asking, negative too: what was taken turned out to be more, or less. */
  add(name: string, amount: number, rule: WindowRule): Promise<void>
  used(name: string, rule: WindowRule): Promise<number>
}

const slotOf = (at: number, { windowMs }: WindowRule): number => Math.floor((at * slotsPerWindow) / windowMs)

/** In the memory of this process. `steady`: ms that only go forward. */
export function createMemoryWindow(steady: () => number): SlidingWindow {
  const windows = new Map<string, Map<number, number>>()

  /** The slots that still count, oldest first. */
  function live(name: string, rule: WindowRule): Map<number, number> {
    const slots = windows.get(name) ?? new Map<number, number>()
    windows.set(name, slots)
    const oldest = slotOf(steady(), rule) - slotsPerWindow
    for (const slot of slots.keys()) if (slot < oldest) slots.delete(slot)
    return slots
  }
  const sum = (slots: Map<number, number>) =>
    Math.max(
      0,
      [...slots.values()].reduce((all, one) => all + one, 0),
    )
  function put(slots: Map<number, number>, amount: number, rule: WindowRule): void {
    const slot = slotOf(steady(), rule)
    slots.set(slot, (slots.get(slot) ?? 0) + amount)
  }

  return {
    async take(name, amount, rule) {
      const slots = live(name, rule)
      const used = sum(slots)
      // What is more than a whole window holds goes alone, or it would wait for ever.
      if (used === 0 || used + amount <= rule.most) {
        put(slots, amount, rule)
        return { taken: true }
      }
      return { taken: false, waitMs: waitFor(slots, used + amount - rule.most, rule, steady()) }
    },
    async add(name, amount, rule) {
      put(live(name, rule), amount, rule)
    },
    used: async (name, rule) => sum(live(name, rule)),
  }
}

/** When the oldest slots have left that hold what is too much. */
function waitFor(slots: Iterable<[number, number]>, tooMuch: number, rule: WindowRule, at: number): number {
  let left = tooMuch
  let last = 0
  for (const [slot, amount] of slots) {
    last = slot
    left -= amount
    if (left <= 0) break
  }
  const endsAt = ((last + slotsPerWindow + 1) * rule.windowMs) / slotsPerWindow
  // Never longer than a window, whatever a clock says.
  return Math.ceil(Math.min(Math.max(1, endsAt - at), rule.windowMs + rule.windowMs / slotsPerWindow))
}

/** Drops what counts no more (and what a clock that was put back has left in the future), and answers slots and the time. */
const read = `
local t = redis.call('TIME')
local at = t[1] * 1000 + math.floor(t[2] / 1000)
local slot = math.floor(at * tonumber(ARGV[2]) / tonumber(ARGV[1]))
local all = redis.call('HGETALL', KEYS[1])
local used = 0
local slots = {}
for i = 1, #all, 2 do
  local s = tonumber(all[i])
  if s < slot - tonumber(ARGV[2]) or s > slot then redis.call('HDEL', KEYS[1], all[i])
  else
    used = used + tonumber(all[i + 1])
    slots[#slots + 1] = all[i]
    slots[#slots + 1] = all[i + 1]
  end
end
`
const put = `
redis.call('HINCRBYFLOAT', KEYS[1], string.format('%.0f', slot), ARGV[3])
redis.call('PEXPIRE', KEYS[1], math.ceil(tonumber(ARGV[1]) * 2))
`
const scripts = {
  take: `${read}
if used <= 0 or used + tonumber(ARGV[3]) <= tonumber(ARGV[4]) then ${put} return {1} end
return {0, tostring(used), tostring(at), unpack(slots)}`,
  add: `${read} ${put} return 1`,
  used: `${read} return tostring(used)`,
}

/** On Redis, shared by all nodes, by Redis's own clock; while Redis is away each node counts for itself. */
export function createRedisWindow(redis: Redis, insurance: SlidingWindow): SlidingWindow {
  const run = (script: keyof typeof scripts, name: string, rule: WindowRule, amount = 0): Promise<unknown> =>
    redis.eval(scripts[script], 1, `bracket:window:${name}`, rule.windowMs, slotsPerWindow, amount, rule.most)

  return {
    async take(name, amount, rule) {
      const answer = await run("take", name, rule, amount).catch(() => undefined)
      if (!Array.isArray(answer)) return insurance.take(name, amount, rule)
      const [taken, used, at, ...slots] = answer.map(Number)
      if (taken === 1) return { taken: true }
      const pairs: [number, number][] = []
      for (let index = 0; index < slots.length; index += 2)
        pairs.push([slots[index] ?? 0, slots[index + 1] ?? 0])
      pairs.sort(([a], [b]) => a - b)
      return { taken: false, waitMs: waitFor(pairs, (used ?? 0) + amount - rule.most, rule, at ?? 0) }
    },
    async add(name, amount, rule) {
      await run("add", name, rule, amount).catch(() => insurance.add(name, amount, rule))
    },
    async used(name, rule) {
      const answer = await run("used", name, rule).catch(() => undefined)
      return answer === undefined ? insurance.used(name, rule) : Math.max(0, Number(answer))
    },
  }
}
