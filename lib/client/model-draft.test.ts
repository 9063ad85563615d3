import { expect, test } from "vitest"
import type { Price } from "#lib/domain/connection"
import { type ManagedModel, putModelsSchema } from "#lib/domain/managed-connection"
import { aManagedModel } from "./connection-draft.fixture.ts"
import {
  modelDraftOf,
  modelProblems,
  overrideOf,
  priceDraft,
  withHidden,
  withOverride,
} from "./model-draft.ts"

const peak: Price = {
  from: Date.parse("2026-10-17T00:00:00Z"),
  input: 0.15,
  cachedInput: 0.003,
  output: 0.6,
  peak: { input: 0.3, cachedInput: 0.006, output: 1.2 },
}
const flash: ManagedModel = { ...aManagedModel({ id: "flash", prices: [peak] }), from: "known" }

test("looking at a model and saving says nothing of it: what the provider changes later still shows", () => {
  expect(overrideOf(flash, modelDraftOf(flash.model))).toEqual({ id: "flash" })
  expect(withOverride([flash], "flash", { id: "flash" })).toEqual([])
})

test("a new price is added beside the old ones, peak hours and all, as the API takes it", () => {
  const draft = modelDraftOf(flash.model)
  const raised = { ...priceDraft(undefined, "new"), day: "2027-01-01", input: "0.2", output: "０.8" }
  const override = overrideOf(flash, { ...draft, prices: [raised, ...draft.prices] })
  expect(override).toEqual({
    id: "flash",
    prices: [peak, { from: Date.parse("2027-01-01T00:00:00Z"), input: 0.2, output: 0.8 }],
  })
  expect(putModelsSchema.safeParse({ models: [override] }).success).toBe(true)
})

test("what was said before stays when something else is said", () => {
  const said: ManagedModel = { ...flash, override: { id: "flash", contextTokens: 8000, hidden: true } }
  const shown = { ...said, model: { ...said.model, contextTokens: 8000 } }
  expect(overrideOf(shown, { ...modelDraftOf(shown.model), thinking: "default-on" })).toEqual({
    id: "flash",
    contextTokens: 8000,
    hidden: true,
    thinking: "default-on",
  })
})

test("a limit that is emptied is unknown again", () => {
  const known = aManagedModel({ contextTokens: 8000 })
  expect(overrideOf(known, { ...modelDraftOf(known.model), contextTokens: "" })).toEqual({
    id: "m1",
    contextTokens: null,
  })
})

test("what is no figure is marked, and nothing else", () => {
  const wrong = { ...priceDraft(undefined, "p"), input: "much", output: "1", hasPeak: true }
  const problems = modelProblems({
    ...modelDraftOf(flash.model),
    modes: [],
    contextTokens: "1.5",
    prices: [{ ...wrong, peakInput: "-1", peakOutput: "2" }],
  })
  expect([...problems].sort()).toEqual(["contextTokens", "modes", "p.input", "p.peakInput"])
  const twice = [priceDraft(peak, "a"), priceDraft(peak, "b")]
  expect([...modelProblems({ ...modelDraftOf(flash.model), prices: twice })]).toEqual(["b.day"])
})

test("hiding and showing a model leaves the list as it was; one added by hand stays in it", () => {
  const hidden = withHidden(flash, true)
  expect(hidden).toEqual({ id: "flash", hidden: true })
  const back = withHidden({ ...flash, override: hidden }, false)
  expect(withOverride([{ ...flash, override: hidden }], "flash", back)).toEqual([])
  const own: ManagedModel = { ...aManagedModel({ id: "own" }), from: "hand", override: { id: "own" } }
  expect(withOverride([flash, own], "own", withHidden(own, true))).toEqual([{ id: "own", hidden: true }])
  expect(withOverride([own], "own", { id: "own" })).toEqual([{ id: "own" }])
})
