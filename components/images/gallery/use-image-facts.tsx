"use client"

import { useCallback } from "react"
import { useTranslations } from "use-intl"
import type { ShownImage } from "#lib/client/images/shown-image"
import type { Messages } from "#lib/client/messages"
import type { GalleryImage } from "#lib/domain/gallery"

type ParameterName = keyof Messages["parameters"]["names"]

/** What one wants to know of a picture, in this order. Its size is seen, and its seed is said as the upstream chose it. */
const told = [
  "strength",
  "steps",
  "cfg_scale",
  "sampler_name",
  "mask_blur",
  "quality",
  "background",
] as const satisfies ParameterName[]

const longestLabel = 60

/** Returns the function that says what made a picture of the gallery, as the viewer and the contact sheet show it. */
export function useShownImage(): (image: GalleryImage) => ShownImage {
  const t = useTranslations("images.gallery")
  const names = useTranslations("parameters.names")
  return useCallback(
    ({ sha256, width, height, runId, index, prompt, parameters, seed, model }) => {
      const settings = told.flatMap((name) => {
        const value = parameters[name]
        return value === undefined ? [] : [t("fact", { name: names(name), value: String(value) })]
      })
      const seeded = seed ?? parameters.seed
      const facts = [
        ...settings,
        ...(seeded === undefined ? [] : [t("seed", { seed: String(seeded) })]),
        model,
      ]
      const [line = ""] = prompt.trim().split("\n")
      const said = prompt.trim() === "" ? t("noPrompt") : prompt.trim()
      const label = line === "" ? t("noPrompt") : shortened(line)
      const alt = t("alt", { prompt: said, facts: facts.join(", ") })
      return { sha256, width, height, runId, index, label, alt, facts }
    },
    [t, names],
  )
}

function shortened(text: string): string {
  const characters = [...text]
  return characters.length <= longestLabel ? text : `${characters.slice(0, longestLabel - 1).join("")}…`
}
