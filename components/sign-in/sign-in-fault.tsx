import { useTranslations } from "use-intl"
import { ErrorCard } from "#components/ui/error-card"
import { ApiError } from "#lib/client/api/request"

/** Why an account of another provider was not let in. */
const refusals = ["not_invited", "email_unverified", "suspended"] as const

/** Why one is not in yet; the sentences are `signIn.<fault>`. */
export type SignInFault =
  | "wrong"
  | "linkSpent"
  | "tooMany"
  | "unreachable"
  | "provider"
  | (typeof refusals)[number]

/** Sorts what a call threw; a refusal means another thing for a link than for a password. */
export function signInFaultOf(error: unknown, refused: "wrong" | "linkSpent" | "provider"): SignInFault {
  if (!(error instanceof ApiError)) return "unreachable"
  if (error.code === "rate_limited") return "tooMany"
  if (refused === "provider") return error.status > 0 ? "provider" : "unreachable"
  return error.status === 401 ? refused : "unreachable"
}

/** What the address says about a way back from a provider that did not lead in. */
export function providerFaultOf(code: string): SignInFault {
  return refusals.find((refusal) => refusal === code) ?? "provider"
}

/** Says it, with what to do. */
export function SignInFaultCard({ fault, className }: { fault: SignInFault; className?: string }) {
  const t = useTranslations("signIn")
  return <ErrorCard title={t(`${fault}.title`)} hint={t(`${fault}.hint`)} className={className} />
}
