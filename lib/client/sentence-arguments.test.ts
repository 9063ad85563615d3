import compile from "icu-minify/compile"
import { expect, test } from "vitest"
import english from "#messages/en"
import chinese from "#messages/zh-CN"
import { argumentsOf } from "./sentence-arguments.ts"

const plain = (sentence: string): unknown => JSON.parse(JSON.stringify(compile(sentence)))

test("a sentence asks for its figures, wherever they stand", () => {
  expect(argumentsOf(plain("It costs {spent} of {ceiling}."), {})).toEqual(["spent", "ceiling"])
  expect(argumentsOf(plain("{count, plural, one {# of {all}} other {many}}"), { count: 1 })).toEqual([
    "count",
    "all",
  ])
  expect(argumentsOf(plain("Nothing."), {})).toEqual([])
})

test("where a word decides what is said, only that sentence asks", () => {
  const choice = plain("{problem, select, pixels {{megapixels} are too many} other {It is {what}}}")
  expect(argumentsOf(choice, { problem: "pixels" })).toEqual(["problem", "megapixels"])
  expect(argumentsOf(choice, { problem: "unheard of" })).toEqual(["problem", "what"])
  expect(argumentsOf(choice, {})).toEqual(["problem", "megapixels", "what"])
})

test.each([
  ["body_too_large", { problem: "picture", maxMegabytes: 25, maxBytes: 1 }],
  ["body_too_large", { problem: "body", maxBytes: 1 }],
  ["unsupported_media_type", { problem: "content_type" }],
  ["unsupported_media_type", { problem: "no_picture" }],
  ["unsupported_media_type", { problem: "format", format: "SVG" }],
  ["unsupported_media_type", { problem: "pixels", megapixels: 50, maxMegapixels: 40 }],
] as const)("%s can be said in both languages with what the server sends: %o", (code, params) => {
  for (const { errors } of [english, chinese])
    for (const part of ["title", "hint"] as const)
      for (const name of argumentsOf(plain(errors[code][part]), params)) expect(params).toHaveProperty(name)
})
