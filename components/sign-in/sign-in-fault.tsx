import { useTranslations } from "use-intl"
import { ErrorCard } from "#components/ui/error-card"
import { ApiError } from "#lib/client/api/request"

/** Why one is not in yet; the sentences are `signIn.<fault>`. */
export type SignInFault = "wrong" | "linkSpent" | "tooMany" | "unreachable"

/** Sorts what a call threw; a refusal means another thing for a link than for a password. */
export function signInFaultOf(error: unknown, refused: "wrong" | "linkSpent"): SignInFault {
  if (!(error instanceof ApiError)) return "unreachable"
  if (error.code === "rate_limited") return "tooMany"
  return error.status === 401 ? refused : "unreachable"
}

/** Says it, with what to do. */
export function SignInFaultCard({ fault, className }: { fault: SignInFault; className?: string }) {
  const t = useTranslations("signIn")
  return <ErrorCard title={t(`${fault}.title`)} hint={t(`${fault}.hint`)} className={className} />
}
