import { describe, expect, it } from "vitest"
import { localeOf, themeOf } from "./locale.ts"

describe("localeOf", () => {
  it.each([
    ["zh-CN", "en-GB", "zh-CN"],
    ["en", "zh", "en"],
    ["tlh", "zh-TW,en;q=0.5", "zh-CN"],
    [undefined, "de-CH,de;q=0.9,zh;q=0.4,en;q=0.6", "en"],
    [undefined, "en;q=0,zh-Hans;q=0.1", "zh-CN"],
    [undefined, "fr,zh;q=0.8", "zh-CN"],
    [undefined, "*;q=0.5, ;;q=x,", "en"],
    [undefined, null, "en"],
  ])("chosen %s, browser %s: %s", (chosen, accept, locale) => {
    expect(localeOf(chosen, accept)).toBe(locale)
  })
})

describe("themeOf", () => {
  it("follows the system unless something known was chosen", () => {
    expect([themeOf("dark"), themeOf("light"), themeOf("pink"), themeOf(undefined)]).toEqual([
      "dark",
      "light",
      "system",
      "system",
    ])
  })
})
