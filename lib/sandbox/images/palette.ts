import type { Effect } from "./vocabulary.ts"
import type { Wish } from "./wish.ts"

/** Lightness 0..1, chroma 0..0.4, hue in degrees: OKLCH, where equal steps look equal. */
export type Oklch = [lightness: number, chroma: number, hue: number]

/** Red, green and blue, 0..255. */
export type Rgb = readonly [number, number, number]

/** The colours of a picture by what they are for. */
export interface Palette<Colour> {
  zenith: Colour
  middle: Colour
  horizon: Colour
  far: Colour
  near: Colour
  light: Colour
  accent: Colour
}

export type Time = "day" | "dawn" | "dusk" | "night"

const times: Record<Time, Palette<Oklch>> = {
  day: {
    zenith: [0.55, 0.13, 250],
    middle: [0.75, 0.09, 235],
    horizon: [0.94, 0.04, 90],
    far: [0.72, 0.06, 225],
    near: [0.33, 0.07, 165],
    light: [0.98, 0.05, 95],
    accent: [0.72, 0.16, 40],
  },
  dawn: {
    zenith: [0.6, 0.09, 275],
    middle: [0.79, 0.08, 330],
    horizon: [0.93, 0.08, 70],
    far: [0.73, 0.08, 350],
    near: [0.3, 0.07, 285],
    light: [0.98, 0.06, 80],
    accent: [0.75, 0.15, 25],
  },
  dusk: {
    zenith: [0.33, 0.11, 285],
    middle: [0.6, 0.16, 10],
    horizon: [0.86, 0.14, 72],
    far: [0.55, 0.13, 350],
    near: [0.17, 0.05, 290],
    light: [0.97, 0.09, 90],
    accent: [0.74, 0.18, 55],
  },
  night: {
    zenith: [0.14, 0.05, 275],
    middle: [0.24, 0.08, 270],
    horizon: [0.44, 0.1, 255],
    far: [0.33, 0.08, 260],
    near: [0.1, 0.03, 270],
    light: [0.96, 0.03, 95],
    accent: [0.82, 0.14, 80],
  },
}

const hues: Partial<Record<Effect, Oklch>> = {
  "colour:red": [0.58, 0.22, 27],
  "colour:orange": [0.72, 0.18, 55],
  "colour:yellow": [0.88, 0.17, 98],
  "colour:gold": [0.8, 0.14, 84],
  "colour:green": [0.62, 0.17, 146],
  "colour:teal": [0.72, 0.12, 192],
  "colour:blue": [0.52, 0.18, 258],
  "colour:purple": [0.5, 0.19, 303],
  "colour:pink": [0.76, 0.15, 355],
  "colour:brown": [0.46, 0.08, 55],
  "colour:white": [0.95, 0.01, 90],
  "colour:black": [0.15, 0.005, 270],
  "colour:grey": [0.6, 0.008, 260],
}

const huesOf = (effects: Iterable<Effect>): Oklch[] =>
  [...effects].map((effect) => hues[effect]).filter((hue) => hue !== undefined)

const colourful = ([, chroma]: Oklch): boolean => chroma > 0.03

const turn = (hue: number): number => ((hue % 360) + 360) % 360

/** Shortest way from one hue to another, -180..180. */
const between = (from: number, to: number): number => turn(to - from + 180) - 180

/** A slot drawn towards a colour: its hue and strength; a colour without hue takes hue away and shifts the lightness. */
function pulled([lightness, chroma, hue]: Oklch, to: Oklch, share: number): Oklch {
  const lit = lightness + (to[0] - lightness) * share * (colourful(to) ? 0.25 : 0.55)
  if (!colourful(to)) return [lit, chroma * (1 - 0.9 * share), hue]
  // A trace of the own hue keeps the picture from being of one colour only.
  const own = between(to[2], hue) * (1 - 0.92 * share)
  return [
    lit,
    Math.max(chroma * 0.8, to[1] * Math.sqrt(share) * (0.55 + 0.45 * Math.sin(Math.PI * lit))),
    turn(to[2] + own),
  ]
}

/** A slot kept away from a colour that is not wanted. */
function avoided([lightness, chroma, hue]: Oklch, from: Oklch): Oklch {
  if (!colourful(from)) {
    const close = Math.abs(lightness - from[0]) < 0.3 && (chroma < 0.06 || from[0] > 0.9 || from[0] < 0.2)
    return close ? [from[0] > 0.5 ? 0.72 : 0.42, Math.max(chroma, 0.09), hue] : [lightness, chroma, hue]
  }
  const away = between(from[2], hue)
  return Math.abs(away) < 75
    ? [lightness, chroma, turn(from[2] + (away < 0 ? -95 : 95))]
    : [lightness, chroma, hue]
}

function styled([lightness, chroma, hue]: Oklch, effects: readonly Effect[]): Oklch {
  if (effects.includes("style:ink")) return [lightness, chroma * 0.12, hue]
  if (effects.includes("style:vivid")) return [lightness, Math.min(0.3, chroma * 1.6), hue]
  if (effects.includes("style:soft")) return [0.35 + lightness * 0.64, chroma * 0.75, hue]
  return [lightness, chroma, hue]
}

/** What is coloured: in a garden the flowers, as leaves stay green; elsewhere all, a sky less than the land. */
export type Colouring = "garden" | "landscape" | "abstract"

const pulls: Record<Colouring, Palette<number>> = {
  garden: { zenith: 0, middle: 0.9, horizon: 0, far: 0, near: 0, light: 0, accent: 1 },
  landscape: { zenith: 0.75, middle: 0.75, horizon: 0.55, far: 1, near: 1, light: 0.5, accent: 1 },
  abstract: { zenith: 1, middle: 1, horizon: 0.85, far: 1, near: 1, light: 0.6, accent: 1 },
}

/** Which colour of a prompt is for what. */
function goalsOf(colours: readonly Oklch[], colouring: Colouring): Partial<Palette<Oklch>> {
  const [first, second = first, third = second] = colours
  if (colouring === "garden") return { accent: first, middle: colours[1] }
  return {
    zenith: first,
    middle: first,
    horizon: first,
    far: second,
    near: second,
    light: first,
    accent: third,
  }
}

/** The palette of a time of day, turned by `drift` degrees, as the words of a prompt have it. */
export function paletteOf(time: Time, drift: number, wish: Wish, colouring: Colouring): Palette<Rgb> {
  const colours = huesOf(wish.effects)
  const banned = huesOf(wish.banned)
  const towards = goalsOf(colours, colouring)
  const slot = (name: keyof Palette<Oklch>): Rgb => {
    const [lightness, chroma, hue] = times[time][name]
    let colour: Oklch = [lightness, chroma, turn(hue + drift)]
    const goal = towards[name]
    if (goal) colour = pulled(colour, goal, pulls[colouring][name])
    colour = styled(colour, wish.effects)
    for (const unwanted of banned) colour = avoided(colour, unwanted)
    return toRgb(colour)
  }
  return {
    zenith: slot("zenith"),
    middle: slot("middle"),
    horizon: slot("horizon"),
    far: slot("far"),
    near: slot("near"),
    light: slot("light"),
    accent: slot("accent"),
  }
}

/** OKLCH to sRGB (Björn Ottosson's matrices), cut off at what a screen can show. */
export function toRgb([lightness, chroma, hue]: Oklch): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const screen = (linear: number): number => {
    const share = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055
    return Math.min(255, Math.max(0, share * 255))
  }
  return [
    screen(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    screen(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    screen(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ]
}
