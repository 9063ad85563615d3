import { expect, test } from "vitest"
import type { GalleryImage } from "#lib/domain/gallery"
import { changedGallery } from "./gallery.ts"

const image = (runId: string, index: number): GalleryImage => ({
  runId,
  index,
  sha256: `${runId}${index}`,
  width: 512,
  height: 512,
  prompt: "A cat",
  model: "sandbox-image",
  connectionName: "Sandbox",
  parameters: {},
  createdAt: 1,
  starred: false,
})

const list = {
  pages: [
    { images: [image("a", 0), image("a", 1)], nextCursor: "next" },
    { images: [image("b", 0)], nextCursor: null },
  ],
  pageParams: [undefined, "next"],
}

test("a star changes that one picture, and leaves the other pages as they are", () => {
  const { pages } = changedGallery(list, { runId: "a", index: 1 }, { starred: true })
  expect(pages[0]?.images.map(({ starred }) => starred)).toEqual([false, true])
  expect(pages[0]?.images[0]).toBe(list.pages[0]?.images[0])
  expect(pages[1]).toBe(list.pages[1])
})

test("a deleted picture goes, the others of its run stay", () => {
  const { pages } = changedGallery(list, { runId: "a", index: 0 }, { deleted: true })
  expect(pages.flatMap(({ images }) => images.map(({ sha256 }) => sha256))).toEqual(["a1", "b0"])
})
