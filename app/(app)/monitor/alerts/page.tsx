import { notFound } from "next/navigation"
import { AlertsPage } from "#components/monitor/alerts/alerts-page"
import { mayActAs } from "#lib/domain/person"
import { requirePerson } from "#lib/server/auth/current-person"

export default async function MonitorAlertsPage() {
  const { role } = await requirePerson()
  if (!mayActAs(role, "admin")) notFound()
  return <AlertsPage />
}
