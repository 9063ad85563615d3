import { notFound } from "next/navigation"
import { OriginPage } from "#components/monitor/origin/origin-page"
import { mayActAs } from "#lib/domain/person"
import { requirePerson } from "#lib/server/auth/current-person"

export default async function Origin() {
  if (!mayActAs((await requirePerson()).role, "admin")) notFound()
  return <OriginPage />
}
