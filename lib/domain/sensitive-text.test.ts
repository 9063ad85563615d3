import fc from "fast-check"
import { expect, test } from "vitest"
import { findSensitive, type SensitiveKind } from "./sensitive-text.ts"

const found = (text: string) => findSensitive(text).map(({ kind, text: part }) => [kind, part])

/** Made up, in the shapes that are published; put together so that no scanner of this repository takes them for real. */
const secret = (...parts: string[]) => parts.join("")
const letters = "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0"

test.each<[SensitiveKind, string]>([
  ["api_key", secret("sk-", letters.slice(0, 32))],
  ["api_key", secret("sk-", "proj-", letters)],
  ["api_key", secret("sk_", "live_", letters.slice(0, 24))],
  ["api_key", secret("AIza", letters.slice(0, 35))],
  ["api_key", secret("AKIA", "IOSFODNN7EXAMPL0")],
  ["api_key", secret("LTAI", "5tAbCdEfGhIjKlMn")],
  ["token", secret("ghp_", letters.slice(0, 36))],
  ["token", secret("github", "_pat_", letters.slice(0, 30))],
  ["token", secret("Bearer ", letters.slice(0, 20))],
  ["token", secret("eyJhbGciOiJIUzI1NiJ9", ".", "eyJzdWIiOiIxMjM0In0", ".", "c2lnbmF0dXJlMTIz")],
  ["password", "password: hunter2!x"],
  ["password", "密码：abc12345"],
  ["email", "ann.lee+x@mail.example.co.uk"],
  ["phone", "13812345678"],
  ["phone", "+86 138 1234 5678"],
  ["phone", "010-62345678"],
  ["phone", "+49 30 901820"],
  ["phone", "(555) 123-4567"],
  ["chinese_id", "11010519491231002X"],
  ["ssn", "123-45-6789"],
  ["card", "4111 1111 1111 1111"],
  ["card", "5500-0000-0000-0004"],
  ["iban", "DE89 3704 0044 0532 0130 00"],
  ["iban", "GB82WEST12345698765432"],
])("%s is found: %s", (kind, text) => {
  expect(found(`Say ${text} now`)).toEqual([[kind, text]])
  // Chinese leaves no spaces.
  expect(findSensitive(`他说${text}，好`)).toHaveLength(1)
})

test("a private key is found as a whole, and where its end is missing, too", () => {
  const begin = secret("-----BEGIN RSA ", "PRIVATE KEY-----")
  const whole = `${begin}\nMIIEowIBAAKCAQ\n${secret("-----END RSA ", "PRIVATE KEY-----")}`
  expect(found(`key: ${whole}.`)).toEqual([["private_key", whole]])
  expect(found(`${begin}\nMIIE`)).toEqual([["private_key", begin]])
})

test("who signs in by an address is found, not where they go", () => {
  expect(found("see https://ann:s3cret@files.example/a")).toEqual([["password", "https://ann:s3cret@"]])
})

test("full-width digits, as Chinese input writes them, are found where they stand", () => {
  expect(found("电话１３８１２３４５６７８。")).toEqual([["phone", "１３８１２３４５６７８"]])
})

test("ordinary words and numbers are left alone", () => {
  for (const text of [
    "Set temperature to 0.7 and max_tokens to 4096.",
    "The bearer of this letter may pass.",
    "Call the function with {{token}} and password: {{password}}",
    "110105194912310021", // checksum is wrong
    "110105199902310028", // no such day
    "4111 1111 1111 1112",
    "000-12-3456",
    "DE89 3704 0044 0532 0130 02",
    "3.14159265358979323846",
    "2026-11-30 16:22:58",
    "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1700000000000",
    "@example and ann@home",
  ])
    expect(found(text), text).toEqual([])
})

test("finds never overlap, and stand where they say", () => {
  const piece = fc.constantFrom(
    "sk-",
    letters,
    "13812345678",
    "@",
    "a.example",
    "-",
    " ",
    "密码是",
    "4111111111111111",
    "Bearer ",
    "．１",
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("")
      let end = 0
      for (const find of findSensitive(text)) {
        expect(find.start).toBeGreaterThanOrEqual(end)
        expect(text.slice(find.start, find.end)).toBe(find.text)
        end = find.end
      }
    }),
  )
})

test("two megabytes of what looks like a beginning are searched to the end", () => {
  for (const part of ["eyJ", "a.", "1 ", "sk-", "-----BEGIN PRIVATE KEY-----", "a@", "+1", "AB12 "])
    expect(findSensitive(part.repeat(2_000_000 / part.length)).length).toBeGreaterThanOrEqual(0)
})
