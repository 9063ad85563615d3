import compile from "icu-minify/compile"
import { expect, test } from "vitest"
import { errorCodes } from "#lib/domain/errors"
import english from "#messages/en"
import chinese from "#messages/zh-CN"

type Tree = { [key: string]: string | Tree }

const keysOf = (tree: Tree, path = ""): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [`${path}${key}`] : keysOf(value, `${path}${key}.`),
  )
const at = (tree: Tree, path: string): string =>
  String(path.split(".").reduce<Tree | string>((node, key) => (node as Tree)[key] ?? "", tree))

test("both languages say the same things", () => {
  expect(keysOf(chinese)).toEqual(keysOf(english))
})

test("no Chinese sentence lacks a figure that the English one has", () => {
  // A word that one language bends and the other does not is a choice, not a figure.
  const figures = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "")
  const different = keysOf(english).filter((key) =>
    figures(at(english, key)).some((name) => !at(chinese, key).includes(`{${name}`)),
  )
  expect(different).toEqual([])
})

test("every error has a sentence and a remedy in both languages", () => {
  for (const messages of [english, chinese])
    for (const code of Object.keys(errorCodes)) {
      expect(at(messages, `errors.${code}.title`), code).not.toBe("")
      expect(at(messages, `errors.${code}.hint`), code).not.toBe("")
    }
})

test("every sentence can be compiled: one that cannot takes all pages with it", () => {
  for (const messages of [english, chinese])
    for (const key of keysOf(messages)) expect(() => compile(at(messages, key)), key).not.toThrow()
})
