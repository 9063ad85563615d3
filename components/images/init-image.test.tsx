import type { ReactNode } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { IntlProvider } from "use-intl"
import { expect, test } from "vitest"
import { ApiError } from "#lib/client/api/request"
import english from "#messages/en"
import chinese from "#messages/zh-CN"
import { DroppedSkipped } from "./dropped-skipped"
import { DroppedValues } from "./dropped-values"
import { InitImageFault } from "./init-image-fault"

/** What is read out: the markup without its tags. */
const said = (children: ReactNode, locale: "en" | "zh-CN" = "en") =>
  renderToStaticMarkup(
    <IntlProvider locale={locale} messages={locale === "en" ? english : chinese} timeZone="UTC">
      {children}
    </IntlProvider>,
  )
    .replace(/<\/(p|dd|dt|h3|li|div|button)>/g, " ")
    .replace(/<[^>]+>/g, "")
    .replace(/\s+/g, " ")
    .trim()

const fault = (error: Error) => (
  <InitImageFault error={error} name="sea.tif" onRetry={() => {}} onClose={() => {}} />
)

test("a file that is refused says its fault, the way out and its name; sending it again is not offered", () => {
  const refusal = new ApiError("unsupported_media_type", "…", {
    params: { problem: "format", format: "TIFF" },
  })
  expect(said(fault(refusal))).toBe(
    "TIFF files are not taken Take a PNG, JPEG, WebP, AVIF or GIF. sea.tif Close",
  )
  expect(said(fault(refusal), "zh-CN")).toContain("TIFF")
})

test("where the server could not be reached, the same file can be sent once more", () => {
  expect(said(fault(new ApiError("offline", "…")))).toMatch(
    /^The server cannot be reached .* Try again Close$/,
  )
})

test("what is skipped is named with its value and its reason, in both languages", () => {
  const view = (
    <DroppedSkipped
      skipped={[
        { what: "model", name: "dreamy-xl" },
        {
          what: "parameter",
          problem: {
            name: "steps",
            problem: "out_of_range",
            params: { name: "steps", value: 99, min: 1, max: 50 },
          },
          value: "99",
          column: "A",
        },
        { what: "initImage" },
      ]}
    />
  )
  expect(said(view)).toBe(
    "What does not fit is skipped Model dreamy-xl: no connection has it. The column keeps its own. Steps 99: Enter a number from 1 to 50. The image that it started from is not in the file.",
  )
  expect(said(view, "zh-CN")).toContain("dreamy-xl")
  expect(said(<DroppedSkipped skipped={[]} />)).toBe("")
})

test("the settings are shown in words and in the order of the interface, those that nobody knows last", () => {
  const settings = {
    prompt: "a sea",
    negative: "people",
    model: "v1-5",
    connectionName: "Forge",
    parameters: { eta: 1, steps: 20 },
    seed: 7,
    width: 512,
    height: 768,
  }
  expect(said(<DroppedValues settings={settings} />)).toBe(
    "Prompt a sea Negative words people Model v1-5 (Forge) Size 512x768 Steps 20 Seed 7 eta 1",
  )
})
