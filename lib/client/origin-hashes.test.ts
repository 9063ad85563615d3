import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { questionOfFile, questionOfText } from "#lib/client/origin-hashes"

const hashOf = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

describe("what is asked about an output", () => {
  it("is the hash of a text, and of what its copies agree on", async () => {
    const question = await questionOfText(" Rain\r\nat noon 雨 ")
    expect(question).toEqual({
      sha256: hashOf(" Rain\r\nat noon 雨 "),
      normalised: hashOf("Rain at noon 雨"),
    })
  })

  it("is a hash itself, in either case and with blanks around it", async () => {
    expect(await questionOfText(` ${"AB".repeat(32)}\n`)).toEqual({ sha256: "ab".repeat(32) })
  })

  it("is a file of text like the text, a byte order mark aside", async () => {
    const question = await questionOfFile(new Blob(["\ufeffRain\n"]))
    expect(question.normalised).toBe((await questionOfText("Rain")).normalised)
  })

  it("is a picture with and without the texts that programs put inside", async () => {
    const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    const chunk = (type: string, data: string) => [
      0,
      0,
      0,
      data.length,
      ...Buffer.from(type + data),
      0,
      0,
      0,
      0,
    ]
    const plain = new Uint8Array([...signature, ...chunk("IHDR", "size"), ...chunk("IEND", "")])
    const saved = new Uint8Array([
      ...signature,
      ...chunk("IHDR", "size"),
      ...chunk("tEXt", "k\0prompt"),
      ...chunk("IEND", ""),
    ])
    expect(await questionOfFile(new Blob([saved]))).toEqual({
      sha256: hashOf(saved),
      normalised: hashOf(plain),
    })
    expect(await questionOfFile(new Blob([plain]))).toEqual({
      sha256: hashOf(plain),
      normalised: hashOf(plain),
    })
  })
})
