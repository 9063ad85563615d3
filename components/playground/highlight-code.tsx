import { toJsxRuntime } from "hast-util-to-jsx-runtime"
import { common, createLowlight } from "lowlight"
import type { ReactNode } from "react"
import { Fragment, jsx, jsxs } from "react/jsx-runtime"

const lowlight = createLowlight(common)
lowlight.registerAlias({
  typescript: ["tsx"],
  javascript: ["jsx"],
  ini: ["toml"],
  bash: ["console", "terminal"],
})

/** Code as coloured elements; undefined for a language that is not known. Loaded with the first code block. */
export function highlightCode(code: string, language: string): ReactNode | undefined {
  const name = language.toLowerCase()
  if (!lowlight.registered(name)) return undefined
  return toJsxRuntime(lowlight.highlight(name, code), { Fragment, jsx, jsxs })
}
