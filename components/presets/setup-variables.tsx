"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import type { Variables } from "#lib/domain/setup-schema"

const shownAtFirst = 10

/** The table of the variables, to be read: the first rows, and the others on request. */
export function SetupVariables({ variables: { names, rows } }: { variables: Variables }) {
  const t = useTranslations("overview")
  const [isWhole, setIsWhole] = useState(false)
  const shown = isWhole ? rows : rows.slice(0, shownAtFirst)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard, too. */}
      <section aria-label={t("row")} tabIndex={0} className="max-h-96 overflow-auto rounded border">
        <table className="w-full border-collapse text-sm">
          <thead className="sticky top-0 bg-sunken text-left text-ink-2 text-xs">
            <tr>
              <th scope="col" className="w-10 px-2 py-1.5 text-right font-medium">
                {t("row")}
              </th>
              {names.map((name) => (
                <th key={name} scope="col" className="px-2 py-1.5 font-medium font-mono">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {shown.map((row, index) => (
              <tr key={row.id}>
                <th scope="row" className="figures px-2 py-1 text-right align-top font-normal text-ink-3">
                  {index + 1}
                </th>
                {names.map((name) => (
                  <td
                    key={name}
                    className="min-w-24 max-w-80 whitespace-pre-wrap break-words px-2 py-1 align-top"
                  >
                    {row.values[name] ?? ""}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown.length < rows.length ? (
        <Button size="sm" className="mt-2" onClick={() => setIsWhole(true)}>
          {t("moreRows", { count: rows.length })}
        </Button>
      ) : null}
    </>
  )
}
