import { expect, test } from "vitest"
import { galleryFilterOf, galleryHref, readGalleryAddress } from "./gallery-address.ts"

test("an address that is written reads the same", () => {
  for (const address of [
    { q: "", starred: false },
    { q: "橘猫 & 100%", starred: true },
  ]) {
    const [, query = ""] = galleryHref(address).split("?")
    expect(readGalleryAddress(new URLSearchParams(query))).toEqual(address)
  }
  expect(galleryHref({ q: "", starred: false })).toBe("/images/gallery")
})

test("an address that makes no sense shows everything", () => {
  const search = new URLSearchParams({ q: "x".repeat(501), starred: "perhaps" })
  expect(readGalleryAddress(search)).toEqual({ q: "", starred: false })
})

test("the server is not asked for what is blank", () => {
  expect(galleryFilterOf({ q: "  ", starred: false })).toEqual({ q: undefined, starred: undefined })
  expect(galleryFilterOf({ q: " cat ", starred: true })).toEqual({ q: "cat", starred: true })
})
