import { notFound } from "next/navigation"
import { AuditLog } from "#components/monitor/audit/audit-log"
import { mayActAs } from "#lib/domain/person"
import { requirePerson } from "#lib/server/auth/current-person"

export default async function AuditPage() {
  if (!mayActAs((await requirePerson()).role, "admin")) notFound()
  return <AuditLog />
}
