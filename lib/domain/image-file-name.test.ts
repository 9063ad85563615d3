import { expect, test } from "vitest"
import { imageFileName } from "./image-file-name.ts"

const size = { width: 512, height: 768 }

test.each([
  ["A Lighthouse, in the (rain:1.2)", 7, "a-lighthouse-in-the-rain-1-2-7-512x768.png", undefined],
  ["雨中的灯塔", 7, "雨中的灯塔-7-512x768.png", "image-7-512x768.png"],
  ["Café Ü", undefined, "café-ü-512x768.png", "cafe-u-512x768.png"],
  ["../../etc/passwd\r\nX: y", undefined, "etc-passwd-x-y-512x768.png", undefined],
  ["🗼", undefined, "image-512x768.png", undefined],
  ["word ".repeat(50), undefined, "word-word-word-word-word-word-word-word-512x768.png", undefined],
  ["x".repeat(500), undefined, `${"x".repeat(24)}-512x768.png`, undefined],
])("a file is named after its prompt: %s", (prompt, seed, name, ascii) => {
  expect(imageFileName({ prompt, seed, ...size })).toEqual({ name, ascii: ascii ?? name })
})
