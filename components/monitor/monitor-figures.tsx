"use client"

import { useTranslations } from "use-intl"
import { ServicesPanel } from "./services-panel"

/** What goes on and what went on: rates, times, errors, tokens and costs. */
export function MonitorFigures() {
  const t = useTranslations("operations.monitor")
  return (
    <>
      <h1 className="text-xl">{t("page.figures")}</h1>
      <ServicesPanel />
    </>
  )
}
