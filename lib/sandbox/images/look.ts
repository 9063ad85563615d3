import { hashNumbers, random } from "./noise.ts"
import { type Colouring, type Palette, paletteOf, type Rgb, type Time } from "./palette.ts"
import type { Effect } from "./vocabulary.ts"
import { wishOf } from "./wish.ts"

const scenes = ["mountains", "sea", "forest", "city", "dunes", "cosmos", "garden", "silk"] as const
export type SceneName = (typeof scenes)[number]

/** Everything that decides a picture but its size and its detail. */
export interface Look {
  scene: SceneName
  palette: Palette<Rgb>
  night: boolean
  snow: boolean
  /** 0..1. */
  mist: number
  stars: boolean
  clouds: boolean
  /** A lake or a sea in front, which mirrors the scene. */
  water: boolean
  /** Where the sun or the moon stands (shares of width and height) and its radius (share of the height). */
  light: { x: number; y: number; radius: number } | undefined
  /** Seeds the noise. */
  salt: number
}

/** What a picture is of, in words. */
export interface Subject {
  prompt: string
  negative: string
  seed: number
}

const colouring: Partial<Record<SceneName, Colouring>> = {
  garden: "garden",
  silk: "abstract",
  cosmos: "abstract",
}

const pick = <T>(from: readonly T[], share: number): T =>
  from[Math.min(from.length - 1, Math.floor(share * from.length))] as T

/** Decides what a picture looks like: the prompt's words decide the subject, the seed how it turns out. */
export function lookOf({ prompt, negative, seed }: Subject): Look {
  const wish = wishOf(prompt, negative)
  const has = (effect: Effect): boolean => wish.effects.includes(effect)
  const may = (effect: Effect): boolean => !wish.banned.has(effect)
  const byWords = random(wish.hash)
  const bySeed = random(hashNumbers(wish.hash, seed, wish.negativeHash))
  const [asked] = wish.effects.flatMap((effect) => scenes.find((scene) => effect === `scene:${scene}`) ?? [])
  const allowed = scenes.filter((scene) => may(`scene:${scene}`) && (scene !== "sea" || may("with:water")))
  // Always drawn, so that what follows does not depend on whether it is needed.
  const any = pick(allowed, byWords())
  const fallback = (has("with:water") || has("with:snow")) && may("scene:mountains") ? "mountains" : any
  const scene = asked ?? fallback ?? "silk"
  const hours: Time[] = ["day", "dawn", "dusk", "night"]
  const styled: Time | undefined =
    has("style:ink") || has("style:soft") ? "day" : has("style:vivid") ? "night" : undefined
  const hour =
    hours.find((time) => has(`time:${time}`)) ?? (styled && may(`time:${styled}`) ? styled : undefined)
  const free = hours.filter((time) => may(`time:${time}`))
  const usual: Time = scene === "cosmos" ? "night" : pick(free.length > 0 ? free : hours, byWords())
  const time = hour ?? usual
  const night = time === "night"
  const drift = (byWords() - 0.5) * 36 + (bySeed() - 0.5) * 22
  const chance = bySeed()
  const lit = may("with:light") && (has("with:light") || hour === "dusk" || hour === "dawn" || chance < 0.85)
  const light = {
    x: 0.2 + 0.6 * bySeed(),
    y: time === "day" || night ? 0.14 + 0.16 * bySeed() : 0.34 + 0.14 * bySeed(),
    radius: 0.03 + 0.035 * bySeed(),
  }
  const mist = has("with:mist") ? 0.75 : may("with:mist") ? 0.15 + 0.3 * bySeed() : 0
  return {
    scene,
    palette: paletteOf(time, drift, wish, colouring[scene] ?? "landscape"),
    night,
    snow: has("with:snow"),
    mist,
    stars: may("with:stars") && (night || scene === "cosmos"),
    clouds: may("with:mist") && (has("with:mist") || bySeed() < 0.7),
    water: scene === "sea" || has("with:water"),
    light: lit ? light : undefined,
    salt: hashNumbers(wish.hash, seed, wish.negativeHash, 7),
  }
}
