import { createHash } from "node:crypto"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { expect, type Page } from "@playwright/test"
import sharp from "sharp"
import { withPngText } from "../lib/domain/png-text.ts"
import { columnA, sharedApp, test } from "./fixtures.ts"

const picture = (width: number, height: number, background = "#c60") =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()

const photo = await picture(1200, 800)
const carrying = Buffer.from(
  withPngText(await picture(96, 64, "#06c"), [
    {
      keyword: "parameters",
      text: [
        "a lighthouse in the rain",
        "Negative prompt: people",
        "Steps: 33, Sampler: Restart, Seed: 4711, Size: 768x512, Model: dreamy-xl",
      ].join("\n"),
    },
  ]),
)

/** Opens the images page and waits until it can be used. */
async function openImages(page: Page) {
  await page.goto("/images")
  await expect(page.locator("[inert]")).toHaveCount(0)
  await expect(slotOf(page).choose).toBeVisible()
}

/** The slot of the image that pictures start from. */
function slotOf(page: Page) {
  const slot = page.getByRole("region", { name: "Image to start from" })
  return {
    slot,
    choose: slot.getByRole("button", { name: "Choose image" }),
    preview: slot.getByRole("img", { name: /^The image as it is sent/ }),
    fault: slot.getByRole("alert"),
  }
}

type PlainFile = { name: string; mimeType: string; buffer: Buffer }

const png = (buffer: Buffer, name = "photo.png"): PlainFile => ({ name, mimeType: "image/png", buffer })

/** Chooses a file by keyboard alone. */
async function choose(page: Page, file: PlainFile, button = "Choose image") {
  const chooser = page.waitForEvent("filechooser")
  await slotOf(page).slot.getByRole("button", { name: button }).press("Enter")
  await (await chooser).setFiles(file)
}

/** What the browser hands over when a file is dragged or pasted. */
function transferOf(page: Page, { name, mimeType, buffer }: PlainFile) {
  return page.evaluateHandle(
    ([base64, fileName, type]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], fileName, { type }))
      return transfer
    },
    [buffer.toString("base64"), name, mimeType] as const,
  )
}

/** Drops a file where nothing in particular is. */
async function drop(page: Page, file: PlainFile) {
  const dataTransfer = await transferOf(page, file)
  await page.dispatchEvent("main", "dragover", { dataTransfer })
  await expect(page.getByText("Let go to start from this image")).toBeVisible()
  await page.dispatchEvent("main", "drop", { dataTransfer })
  await expect(page.getByText("Let go to start from this image")).toHaveCount(0)
}

/** How many of a mask's pixels are white, as a share, and whether all are grey. */
async function maskIn(page: Page, sha256: string) {
  const answer = await page.request.get(`/api/images/${sha256}`)
  const { data, info } = await sharp(await answer.body())
    .removeAlpha()
    .toColourspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true })
  const white = data.reduce((count, value) => count + (value > 127 ? 1 : 0), 0) / (info.width * info.height)
  return { white: white / info.channels, width: info.width, height: info.height }
}

/** Waits for the answer of the next upload. */
const nextUpload = (page: Page) =>
  page.waitForResponse(
    (response) => response.url().endsWith("/api/images") && response.request().method() === "POST",
  )

test("an image is chosen by keyboard, shown as it will be sent, there after a reload, removed and brought back", async ({
  page,
}) => {
  await openImages(page)
  const { slot, preview, choose: chooseButton } = slotOf(page)
  await choose(page, png(photo))
  await expect(preview).toBeVisible()
  await expect(slot).toContainText("1200 × 800 px, sent as 512 × 512 px")
  await expect.poll(() => preview.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512)
  await page.waitForFunction(() =>
    Object.entries(localStorage).some(([, text]) => text.includes("initImage")),
  )
  await page.reload()
  await expect(preview).toBeVisible()
  await slot.getByRole("button", { name: "Remove" }).click()
  await expect(chooseButton).toBeVisible()
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(preview).toBeVisible()
})

test("an image is dropped anywhere on the page, another one pasted over it", async ({ page }) => {
  await openImages(page)
  const { slot, preview } = slotOf(page)
  await drop(page, png(photo))
  await expect(preview).toBeVisible()
  await expect(slot).toContainText("1200 × 800 px")
  const clipboardData = await transferOf(page, png(await picture(300, 200, "#0c6"), "shot.png"))
  await page.evaluate(
    (data) =>
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true })),
    clipboardData,
  )
  await expect(slot).toContainText("300 × 200 px")
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(slot).toContainText("1200 × 800 px")
})

test("each file that is no picture is told what is wrong with it, and the image before stays", async ({
  page,
}) => {
  await openImages(page)
  const { slot, preview, fault } = slotOf(page)
  await choose(page, png(photo))
  await expect(preview).toBeVisible()
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>')
  const noise = await sharp(
    Buffer.from(Uint8Array.from({ length: 90_000 }, (_, place) => (place * 7919) % 251)),
    {
      raw: { width: 200, height: 150, channels: 3 },
    },
  )
    .png()
    .toBuffer()
  const bad: [PlainFile, string, string][] = [
    [
      png(Buffer.from("Dear diary"), "diary.png"),
      "The file is not a picture",
      "Take a PNG, JPEG, WebP, AVIF or GIF.",
    ],
    [
      png(noise.subarray(0, noise.length / 2), "half.png"),
      "The picture is cut off",
      "The end of the file is missing.",
    ],
    [{ name: "logo.svg", mimeType: "image/svg+xml", buffer: svg }, "SVG files are not taken", "Take a PNG"],
    [
      png(Buffer.concat([photo, Buffer.alloc(26 * 1024 * 1024)]), "huge.png"),
      "The picture is larger than 25 MB",
      "Make it smaller",
    ],
  ]
  for (const [file, title, remedy] of bad) {
    await choose(page, file, "Replace")
    await expect(fault).toContainText(title)
    await expect(fault).toContainText(remedy)
    await expect(fault).toContainText(file.name)
    await expect(slot).toContainText("1200 × 800 px")
  }
  await fault.getByRole("button", { name: "Close" }).click()
  await expect(fault).toHaveCount(0)
})

test("an image is cropped by keyboard, at the target's ratio and freely", async ({ page }) => {
  await openImages(page)
  const { slot } = slotOf(page)
  await choose(page, png(photo))
  await slot.getByRole("button", { name: "Crop" }).press("Enter")
  const dialog = page.getByRole("dialog", { name: "Crop the image" })
  const figures = dialog.getByRole("status")
  await expect(figures).toHaveText("800 × 800 px of 1200 × 800 px, from 200, 0")
  const rectangle = dialog.getByRole("button", { name: "Crop rectangle" })
  await rectangle.press("ArrowLeft")
  await expect(figures).toHaveText("800 × 800 px of 1200 × 800 px, from 188, 0")
  await rectangle.press("Shift+ArrowLeft")
  await expect(figures).toContainText("788 × 788 px")
  await dialog.getByRole("switch", { name: /Any ratio/ }).press("Space")
  const height = dialog.getByRole("spinbutton", { name: "Height" })
  await height.fill("400")
  await height.press("Enter")
  await expect(figures).toContainText("788 × 400 px")
  await dialog.getByRole("button", { name: "Apply" }).press("Enter")
  await expect(slot).toContainText("788 × 400 px of 1200 × 800 px, sent as 512 × 512 px")
})

test("a crop is dragged by its corner, and taken back by Reset", async ({ page }) => {
  await openImages(page)
  const { slot } = slotOf(page)
  await choose(page, png(photo))
  await slot.getByRole("button", { name: "Crop" }).click()
  const dialog = page.getByRole("dialog", { name: "Crop the image" })
  const box = await dialog.getByRole("button", { name: "Crop rectangle" }).boundingBox()
  if (!box) throw new Error("There is no crop rectangle.")
  await page.mouse.move(box.x + box.width - 3, box.y + box.height - 3)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  await expect(dialog.getByRole("status")).toContainText(/^(39\d|40\d) × (39\d|40\d) px/)
  await dialog.getByRole("button", { name: "Reset" }).click()
  await expect(dialog.getByRole("status")).toContainText("800 × 800 px")
})

test("a mask is painted by pointer and keyboard, taken back, kept, and gone with another crop", async ({
  page,
}) => {
  await openImages(page)
  const { slot } = slotOf(page)
  await choose(page, png(await picture(600, 600)))
  await slot.getByRole("button", { name: "Mask" }).click()
  const dialog = page.getByRole("dialog", { name: "Paint what is made anew" })
  const canvas = dialog.getByRole("button", { name: "Mask canvas" })
  const box = await canvas.boundingBox()
  if (!box) throw new Error("There is no canvas.")
  const undo = dialog.getByRole("button", { name: "Undo" })
  await expect(undo).toBeDisabled()
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.25)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.25, { steps: 5 })
  await page.mouse.up()
  await expect(undo).toBeEnabled()
  await page.keyboard.press("Control+z")
  await expect(undo).toBeDisabled()
  await page.keyboard.press("Control+Shift+z")
  await canvas.focus()
  await canvas.press("Shift+ArrowDown")
  await canvas.press("Space")
  await expect(dialog.getByText(/^Painted at/)).toBeAttached()
  await dialog.getByRole("button", { name: "Invert" }).click()
  await dialog.getByRole("button", { name: "As it is sent" }).click()
  const kept = nextUpload(page)
  await dialog.getByRole("button", { name: "Keep mask" }).click()
  const { sha256 } = await (await kept).json()
  await expect(dialog).toHaveCount(0)
  await expect(slot.getByRole("img", { name: /^Mask/ })).toBeVisible()
  const mask = await maskIn(page, sha256)
  expect(mask).toMatchObject({ width: 600, height: 600 })
  // A line of a twelfth over half the width was painted, and a dot; then all was turned round.
  expect(mask.white).toBeGreaterThan(0.9)
  expect(mask.white).toBeLessThan(0.97)

  await slot.getByRole("button", { name: "Crop" }).click()
  const crop = page.getByRole("dialog", { name: "Crop the image" })
  await crop.getByRole("button", { name: "Crop rectangle" }).press("Shift+ArrowLeft")
  await crop.getByRole("button", { name: "Apply" }).click()
  await expect(slot.getByRole("img", { name: /^Mask/ })).toHaveCount(0)
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(slot.getByRole("img", { name: /^Mask/ })).toBeVisible()
})

test("nobody loses a painting to Escape", async ({ page }) => {
  await openImages(page)
  await choose(page, png(photo))
  await slotOf(page).slot.getByRole("button", { name: "Mask" }).click()
  const dialog = page.getByRole("dialog", { name: "Paint what is made anew" })
  await dialog.getByRole("button", { name: "Fill all" }).click()
  await page.keyboard.press("Escape")
  await dialog.getByRole("button", { name: "Go on painting" }).click()
  await page.keyboard.press("Escape")
  await dialog.getByRole("button", { name: "Discard" }).click()
  await expect(dialog).toHaveCount(0)
})

test("a picture that carries its settings brings them back; what does not fit is named; all can be undone", async ({
  page,
}) => {
  await openImages(page)
  const prompt = page.getByRole("textbox", { name: "Prompt", exact: true })
  await prompt.fill("a cat")
  await drop(page, png(carrying, "lighthouse.png"))
  const dialog = page.getByRole("dialog", { name: "This picture carries its settings" })
  await expect(dialog).toContainText("a lighthouse in the rain")
  await expect(dialog).toContainText("4711")
  await expect(dialog).toContainText("Model dreamy-xl: no connection has it")
  await expect(dialog).toContainText("Restart")
  await dialog.getByRole("button", { name: "Restore all" }).click()
  await expect(prompt).toHaveValue("a lighthouse in the rain")
  await expect(page.getByRole("textbox", { name: "Negative words" })).toHaveValue("people")
  await expect(page.getByRole("spinbutton", { name: "Seed" }).first()).toHaveValue("4711")
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(prompt).toHaveValue("a cat")

  await drop(page, png(carrying, "lighthouse.png"))
  await dialog.getByRole("button", { name: "Only seed" }).click()
  await expect(page.getByRole("spinbutton", { name: "Seed" }).first()).toHaveValue("4711")
  await expect(prompt).toHaveValue("a cat")

  await drop(page, png(carrying, "lighthouse.png"))
  await dialog.getByRole("button", { name: "Use as image to start from" }).click()
  await expect(slotOf(page).slot).toContainText("96 × 64 px")
})

test("an image that the server has let go of is named in its slot and at Run, with the way out", async ({
  page,
  person,
}) => {
  await openImages(page)
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("A boat")
  await choose(page, png(photo))
  const { slot, preview, fault } = slotOf(page)
  await expect(preview).toBeVisible()
  const { run, column } = columnA(page)
  await expect(run).toHaveAttribute("aria-disabled", "false")

  // What upkeep does with an image that no run has needed for a week.
  const folder = createHash("sha256").update(person.id).digest("hex").slice(0, 32)
  await rm(join(sharedApp().dataDir, "images", folder), { recursive: true })
  await run.click()
  const reason = "Image to start from: it is no longer on the server. Replace or remove it."
  await expect(column.getByText(reason)).toBeVisible()

  // The browser has the picture itself still, and would go on showing it.
  await page.reload()
  await expect(fault).toContainText("The image is no longer on the server")
  await expect(fault).toContainText("removed after 7 days")
  await expect(run).toHaveAttribute("aria-disabled", "true")
  await expect(run).toHaveAccessibleDescription(reason)

  await slot.getByRole("button", { name: "Remove" }).click()
  await expect(run).toHaveAttribute("aria-disabled", "false")
})
