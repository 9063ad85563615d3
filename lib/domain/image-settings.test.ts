import fc from "fast-check"
import sharp from "sharp"
import { expect, test } from "vitest"
import { type ImageSettings, readImageSettings, withImageSettings } from "./image-settings.ts"
import { withPngText } from "./png-text.ts"
import { parseSettingsText, settingsText } from "./settings-text.ts"

const lighthouse: ImageSettings = {
  version: 1,
  prompt: "a lighthouse,\nin the rain: at night",
  negative: "people, text",
  connectionName: "Studio",
  model: "v1-5, pruned",
  parameters: { steps: 25, sampler_name: "Euler", cfg_scale: 7, strength: 0.75, size: "512x768" },
  seed: 1,
  hasInitImage: true,
  hasMask: false,
  width: 512,
  height: 768,
}
const picture = await sharp({ create: { width: 4, height: 4, channels: 3, background: "#c60" } })
  .png()
  .toBuffer()

test("settings survive the way through a picture, whatever is in them", () => {
  // `__proto__` is no parameter of any provider; what is read drops it.
  const word = fc.stringMatching(/^[a-z_]{1,12}$/).filter((name) => name !== "__proto__")
  const settings = fc.record<ImageSettings>(
    {
      version: fc.constant<1>(1),
      prompt: fc.string({ unit: fc.constantFrom(...'a\n\0\ud83d雨é",:\\', "🗼", "Negative prompt:") }),
      negative: fc.string({ unit: "grapheme" }),
      connectionName: fc.string(),
      model: fc.string({ unit: "grapheme" }),
      parameters: fc.dictionary(
        word,
        fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.string())),
      ),
      seed: fc.maxSafeInteger(),
      hasInitImage: fc.boolean(),
      hasMask: fc.boolean(),
      width: fc.nat(9999),
      height: fc.nat(9999),
    },
    {
      requiredKeys: [
        "version",
        "prompt",
        "model",
        "parameters",
        "hasInitImage",
        "hasMask",
        "width",
        "height",
      ],
    },
  )
  fc.assert(
    fc.property(settings, (given) => {
      expect(readImageSettings(withImageSettings(picture, given))).toEqual(given)
      expect(() => parseSettingsText(settingsText(given))).not.toThrow()
    }),
  )
})

test("other tools read the form that they write themselves", () => {
  expect(settingsText(lighthouse)).toBe(
    "a lighthouse,\nin the rain: at night\nNegative prompt: people, text\n" +
      'Steps: 25, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 512x768, Model: "v1-5, pruned", ' +
      "Denoising strength: 0.75",
  )
  const { prompt, negative, model, parameters, seed, width, height } = lighthouse
  expect(parseSettingsText(settingsText(lighthouse))).toEqual({
    prompt,
    negative,
    model,
    parameters,
    seed,
    width,
    height,
  })
})

test("what another tool wrote is read: several lines, quotes, words that nobody knows", () => {
  const text = [
    "masterpiece, a cat",
    "on a (roof:1.2)",
    "Negative prompt: blurry,",
    "low quality",
    'Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 3294967295, Size: 512x512, Model hash: abc, Model: dream, Lora hashes: "a: 1, b: 2", Denoising strength: x, Version: v1.10.1',
  ].join("\r\n")
  expect(readImageSettings(withPngText(picture, [{ keyword: "parameters", text }]))).toEqual({
    prompt: "masterpiece, a cat\non a (roof:1.2)",
    negative: "blurry,\nlow quality",
    model: "dream",
    seed: 3_294_967_295,
    width: 512,
    height: 512,
    parameters: { steps: 20, sampler_name: "DPM++ 2M Karras", cfg_scale: 6.5, size: "512x512" },
  })
})

test.each([
  ["a prompt alone", "style: oil, a boat", { prompt: "style: oil, a boat", parameters: {} }],
  ["steps alone", "a boat\nSteps: 4", { prompt: "a boat", parameters: { steps: 4 } }],
  ["no prompt", "Steps: 4, Seed: , Size: big", { prompt: "", parameters: { steps: 4 } }],
  [
    "an open quote",
    'a\nSteps: 4, Model: "x, Seed: 7',
    { prompt: "a", model: '"x', seed: 7, parameters: { steps: 4 } },
  ],
])("missing parts are absent: %s", (_, text, settings) => {
  expect(parseSettingsText(text)).toEqual(settings)
})

test("a picture without settings has none, and our own word in somebody else's picture is passed over", () => {
  expect(readImageSettings(picture)).toBeUndefined()
  const foreign = withPngText(picture, [
    { keyword: "bracket", text: '{"version":9' },
    { keyword: "parameters", text: "a boat" },
  ])
  expect(readImageSettings(foreign)).toEqual({ prompt: "a boat", parameters: {} })
})
