import type { Page } from "@playwright/test"
import { localeCookie } from "../lib/domain/locale.ts"
import { expect, sharedApp, test } from "./fixtures.ts"
import { makePictures } from "./make-pictures.ts"

const viewer = (page: Page) => page.getByRole("dialog", { name: "Pictures" })
const size = (page: Page) => viewer(page).getByRole("status", { name: "Size" })

const percent = async (page: Page) => Number.parseInt((await size(page).textContent()) ?? "", 10)

async function openNewest(page: Page): Promise<void> {
  await page.goto("/images/gallery")
  await page.getByRole("list", { name: "Pictures" }).getByRole("button").first().focus()
  await page.keyboard.press("Enter")
  await expect(viewer(page)).toBeVisible()
}

test("arrows go through the pictures, and the focus comes back on the one that was seen last", async ({
  page,
  api,
}) => {
  await makePictures(api, "A lighthouse at dusk", [1, 2, 3])
  await openNewest(page)
  await expect(viewer(page).getByText("1 of 3", { exact: true })).toBeVisible()
  await expect(viewer(page).getByRole("img", { name: "Seed 3" })).toBeVisible()
  await page.keyboard.press("ArrowRight")
  await expect(viewer(page).getByRole("img", { name: "Seed 2" })).toBeVisible()
  await page.keyboard.press("s")
  await expect(viewer(page).getByRole("button", { name: "Star", pressed: true })).toBeVisible()
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("ArrowRight")
  await expect(viewer(page).getByRole("button", { name: "Next picture" })).toBeDisabled()
  await page.keyboard.press("Escape")
  await expect(viewer(page)).toHaveCount(0)
  await expect(page.getByRole("button", { name: "Seed 1" })).toBeFocused()
})

test("keys and the wheel zoom and move; 0 shows the whole picture again", async ({ page, api }) => {
  await makePictures(api, "A lighthouse at dusk", [1, 2])
  await openNewest(page)
  await page.keyboard.press("1")
  await expect(size(page)).toHaveText("100 %")
  await page.keyboard.press("0")
  await expect(size(page)).not.toHaveText("100 %")
  const whole = await percent(page)
  await page.keyboard.press("+")
  await page.keyboard.press("+")
  await expect(async () => expect((await percent(page)) / whole).toBeCloseTo(1.25 ** 2, 1)).toPass()
  const larger = await percent(page)
  // What goes beyond its frame is moved by the arrows: the picture stays the same one.
  await page.keyboard.press("ArrowRight")
  await expect(viewer(page).getByText("1 of 2", { exact: true })).toBeVisible()
  await viewer(page).getByRole("img", { name: "Seed 2" }).hover()
  await page.mouse.wheel(0, -200)
  await expect(async () => expect(await percent(page)).toBeGreaterThan(larger)).toPass()
  await page.keyboard.press("0")
  await expect(size(page)).toHaveText(`${whole} %`)
})

test("two pictures are compared side by side, by a handle, and pixel by pixel", async ({ page, api }) => {
  await makePictures(api, "A lighthouse at dusk", [1, 2, 2])
  await openNewest(page)
  const mode = (name: string) => viewer(page).getByRole("radio", { name })
  // With Alt the arrows choose what it is compared with, and show it at once.
  await page.keyboard.press("Alt+ArrowRight")
  await expect(mode("Side by side")).toBeChecked()
  await expect(viewer(page).getByRole("img", { name: "Seed 1" })).toBeVisible()
  await expect(viewer(page).getByRole("img", { name: "Seed 2" })).toBeVisible()
  await mode("Slider").check()
  const handle = viewer(page).getByRole("slider", { name: "Where the two pictures meet" })
  await handle.focus()
  await page.keyboard.press("Home")
  await expect(handle).toHaveAttribute("aria-valuetext", "0 %: Seed 1 to the left, Seed 2 to the right")
  await viewer(page).getByRole("button", { name: "Swap the two" }).click()
  await expect(handle).toHaveAttribute("aria-valuetext", "0 %: Seed 2 to the left, Seed 1 to the right")
  await mode("Difference").check()
  await expect(viewer(page).getByText(/\d% of the pixels changed visibly/)).toBeVisible()
  await expect(viewer(page).getByRole("img", { name: "Difference of Seed 1 and Seed 2" })).toBeVisible()
  // The same seed makes the same picture.
  await viewer(page).getByRole("button", { name: "Swap the two" }).click()
  await viewer(page).getByRole("combobox", { name: "Compare with" }).selectOption({ index: 0 })
  await expect(viewer(page).getByText("The same in every pixel")).toBeVisible()
})

test("a picture is deleted in the viewer, which shows the next one, and brought back from there", async ({
  page,
  api,
}) => {
  await makePictures(api, "A lighthouse at dusk", [1, 2, 3])
  await openNewest(page)
  await page.keyboard.press("Delete")
  await expect(viewer(page).getByRole("img", { name: "Seed 2" })).toBeVisible()
  await expect(viewer(page).getByText("1 of 2", { exact: true })).toBeVisible()
  await viewer(page).getByRole("button", { name: "Undo" }).click()
  // Still the same picture, behind the one that is there again.
  await expect(viewer(page).getByText("2 of 3", { exact: true })).toBeVisible()
  await expect(viewer(page).getByRole("img", { name: "Seed 2" })).toBeVisible()
  for (const left of ["2 of 2", "1 of 1"]) {
    await viewer(page).getByRole("button", { name: "Delete", exact: true }).click()
    await expect(viewer(page).getByText(left, { exact: true })).toBeVisible()
  }
  await page.keyboard.press("Delete")
  // With nothing left to show it closes; what was deleted last can still be brought back.
  await expect(viewer(page)).toHaveCount(0)
  await expect(page.getByText("No pictures yet")).toBeVisible()
  await page.getByRole("button", { name: "Undo" }).last().click()
  await expect(page.getByRole("list", { name: "Pictures" }).getByRole("article")).toHaveCount(1)
})

test.describe("with a finger", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })
  for (const locale of ["en", "zh-CN"])
    test(`on a phone the controls above a picture stand in two rows, none cut off, ${locale}`, async ({
      page,
      api,
    }) => {
      await makePictures(api, "A lighthouse at dusk", [1, 2])
      await page.context().addCookies([{ name: localeCookie, value: locale, url: sharedApp().url }])
      await page.goto("/images/gallery")
      await page.getByRole("article").first().getByRole("button").first().click()
      const controls = page.getByRole("dialog").locator("header").locator("button, select, label")
      for (const width of [390, 1024]) {
        await page.setViewportSize({ width, height: 844 })
        await expect(page.getByRole("dialog").getByRole("radio")).toHaveCount(5)
        const boxes = await controls.evaluateAll((all) =>
          all.map((one) => {
            const { left, right, top, bottom } = one.getBoundingClientRect()
            return { left, right, middle: Math.round((top + bottom) / 2 / 8) }
          }),
        )
        expect(new Set(boxes.map(({ middle }) => middle)).size).toBeLessThanOrEqual(width < 768 ? 2 : 1)
        expect(Math.min(...boxes.map(({ left }) => left))).toBeGreaterThanOrEqual(0)
        expect(Math.max(...boxes.map(({ right }) => right))).toBeLessThanOrEqual(width)
      }
    })

  test("two fingers enlarge a picture, and one moves it without going to the next", async ({ page, api }) => {
    await makePictures(api, "A lighthouse at dusk", [1, 2])
    await page.goto("/images/gallery")
    await page.getByRole("article").first().getByRole("button").first().tap()
    const whole = await percent(page)
    const fingers = await page.context().newCDPSession(page)
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...points: [number, number][]) =>
      fingers.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      })
    await touch("touchStart", [180, 420])
    await touch("touchStart", [180, 420], [210, 420])
    for (const by of [20, 40, 60]) await touch("touchMove", [180 - by, 420], [210 + by, 420])
    await touch("touchEnd")
    // From 30 to 150 px apart.
    await expect(async () => expect((await percent(page)) / whole).toBeCloseTo(5, 0)).toPass()
    const picture = viewer(page).getByRole("img", { name: "Seed 2" })
    const before = await picture.boundingBox()
    await touch("touchStart", [200, 420])
    for (const by of [20, 40, 60]) await touch("touchMove", [200 - by, 420])
    await touch("touchEnd")
    await expect(async () => {
      expect((await picture.boundingBox())?.x).toBeLessThan((before?.x ?? 0) - 30)
    }).toPass()
  })
})

test("a question mark lists the keys of the viewer, and leads back to it", async ({ page, api }) => {
  await makePictures(api, "A lighthouse at dusk", [1])
  await openNewest(page)
  await page.keyboard.press("?")
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" })
  await expect(sheet.getByText("Next or previous picture, enlarged or not")).toBeVisible()
  await page.keyboard.press("Escape")
  await expect(sheet).toHaveCount(0)
  await expect(viewer(page)).toBeVisible()
})
