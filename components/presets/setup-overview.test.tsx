import { renderToStaticMarkup } from "react-dom/server"
import { IntlProvider } from "use-intl"
import { expect, test } from "vitest"
import { aSetup } from "#lib/domain/setup.fixture"
import type { Setup } from "#lib/domain/setup-schema"
import english from "#messages/en"
import { SetupOverview, type SetupOverviewProps } from "./setup-overview"

const html = (setup: Partial<Setup>, more: Omit<SetupOverviewProps, "setup"> = {}) =>
  renderToStaticMarkup(
    <IntlProvider locale="en" messages={english} timeZone="UTC">
      <SetupOverview setup={aSetup(setup)} {...more} />
    </IntlProvider>,
  )

const column = (id: string, temperature: number, more = {}) => ({
  id,
  connectionId: "kind:deepseek",
  model: "deepseek-chat",
  parameters: { temperature: { on: true, value: temperature }, max_tokens: { on: true, value: 321 } },
  samples: 1,
  ...more,
})

test("shows each column's own settings, and what is the same in all once", () => {
  const shown = html({ columns: [column("a", 0.25), column("b", 1.75, { name: "Bold" })] })
  for (const words of ["0.25", "1.75", "Bold", "DeepSeek · deepseek-chat"]) expect(shown).toContain(words)
  expect(shown.split(">321<")).toHaveLength(2)
})

test("a single column shows all that it sends", () => {
  expect(html({ columns: [column("a", 0.25)] })).toContain(">321<")
})

test("markup in any text, name or model is shown as text", () => {
  const hostile = `<script>alert(1)</script><img src=x onerror=alert(1)>`
  const shown = html({
    system: hostile,
    turns: [{ id: "t", role: "user", text: hostile }],
    columns: [column("a", 0.25, { name: hostile, model: hostile, prompt: hostile })],
    variables: { names: ["v"], rows: [{ id: "r", values: { v: hostile } }] },
    checks: [{ id: "c", kind: "contains", text: hostile, not: false, ignoreCase: false }],
  })
  expect(shown).not.toMatch(/<script|<img/)
  expect(shown.split("&lt;script&gt;").length).toBeGreaterThan(6)
})

test("images are shown from where they lie, and where they are not part of it that is said", () => {
  const sha256 = "a".repeat(64)
  const pictures: Partial<Setup> = { mode: "image", promptText: "A fox", initImage: { sha256 } }
  expect(html(pictures, { imageUrl: (hash) => `/api/shares/x/images/${hash}` })).toContain(
    `src="/api/shares/x/images/${sha256}"`,
  )
  expect(html(pictures)).toContain("One image belongs here")
})
