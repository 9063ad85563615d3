import type { Locale } from "#lib/domain/locale"
import type { Alert } from "./alert.ts"
import { type AlertKind, alertRuleSpecs } from "./alert-rules.ts"

/*
 * What an alert says, in both languages: on the page, in mail and in webhooks. Not among the interface's sentences, as
 * the server writes messages while nobody looks.
 */

type Sentence = (name: string, value: string, limit: string) => string

const firing: Record<Locale, Record<AlertKind, Sentence>> = {
  en: {
    "error-rate": (name, value, limit) => `${name}: ${value} of calls fail (over ${limit})`,
    "slow-first-token": (name, value, limit) => `${name}: first token after ${value} (P90, over ${limit})`,
    "slow-total": (name, value, limit) => `${name}: whole answers take ${value} (P90, over ${limit})`,
    quota: (name, value, limit) => `${name}: ${value} of the quota is used (over ${limit})`,
    "breaker-open": (name) => `${name}: paused after repeated faults of the service`,
    budget: (name, value) => `${name}: the budget is reached (${value})`,
    "key-age": (name, value, limit) => `${name}: the key is ${value} old (over ${limit})`,
    "service-away": (name) => `${name} is away`,
  },
  "zh-CN": {
    "error-rate": (name, value, limit) => `${name}：${value} 的调用失败（超过 ${limit}）`,
    "slow-first-token": (name, value, limit) => `${name}：首个 token 耗时 ${value}（P90，超过 ${limit}）`,
    "slow-total": (name, value, limit) => `${name}：完整回答耗时 ${value}（P90，超过 ${limit}）`,
    quota: (name, value, limit) => `${name}：已用 ${value} 的配额（超过 ${limit}）`,
    "breaker-open": (name) => `${name}：服务连续出错，已暂停`,
    budget: (name, value) => `${name}：预算已用完（${value}）`,
    "key-age": (name, value, limit) => `${name}：密钥已使用 ${value}（超过 ${limit}）`,
    "service-away": (name) => `${name} 无法访问`,
  },
}

const services: Record<Locale, Record<string, string>> = {
  en: {
    database: "The database",
    disk: "The disk",
    otlp: "The collector of traces",
    smtp: "The mail server",
    webhook: "The receiver of a webhook",
    redis: "Redis",
    elasticsearch: "Elasticsearch",
  },
  "zh-CN": {
    database: "数据库",
    disk: "磁盘",
    otlp: "链路追踪收集器",
    smtp: "邮件服务器",
    webhook: "Webhook 接收方",
    redis: "Redis",
    elasticsearch: "Elasticsearch",
  },
}

const remedies: Record<Locale, Record<AlertKind, string>> = {
  en: {
    "error-rate": "Look at the failed runs in Monitor, and at the provider's status page.",
    "slow-first-token": "Look at the provider's status page; fewer runs at once may help.",
    "slow-total": "Look at the provider's status page; shorter answers and fewer runs at once may help.",
    quota: "Ask the provider for more, or move work to another connection.",
    "breaker-open": "Runs wait, and a probe goes out every 30 s. Look at the provider's status page.",
    budget: "Runs of this person are refused until it starts again. Raise it in Settings > People.",
    "key-age": "Make a new key at the provider and rotate it in Settings > Connections.",
    "service-away": "See that it is started and can be reached; Monitor says what it means for runs.",
  },
  "zh-CN": {
    "error-rate": "请在监控中查看失败的运行，以及服务商的状态页。",
    "slow-first-token": "请查看服务商的状态页；减少同时运行的数量可能有帮助。",
    "slow-total": "请查看服务商的状态页；缩短回答、减少同时运行的数量可能有帮助。",
    quota: "请向服务商申请更多配额，或改用其他连接。",
    "breaker-open": "运行会等待，每 30 秒试探一次。请查看服务商的状态页。",
    budget: "在预算重新计算之前，此人的运行会被拒绝。可在“设置 > 人员”中提高预算。",
    "key-age": "请在服务商处新建密钥，并在“设置 > 连接”中轮换。",
    "service-away": "请确认它已启动并且可以访问；对运行的影响见监控页。",
  },
}

/** A value of a rule's kind with its unit: `12.3 %`, `2.4 s`, `91 days`. */
export function alertValueText(kind: AlertKind, value: number | null, locale: Locale): string {
  if (value === null) return "–"
  const number = (digits: number, shown = value) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(shown)
  switch (alertRuleSpecs[kind].unit) {
    case "percent":
      return `${number(1)} %`
    case "ms":
      return value < 1000 ? `${number(0)} ms` : `${number(1, value / 1000)} s`
    case "days": {
      const days = Math.floor(value)
      return locale === "zh-CN" ? `${days} 天` : `${days} ${days === 1 ? "day" : "days"}`
    }
    case "state":
      return ""
  }
}

/** One line that says what is wrong. */
export function alertTitle(
  alert: Pick<Alert, "kind" | "subject" | "value" | "threshold">,
  locale: Locale,
): string {
  const { kind, subject, value, threshold } = alert
  return firing[locale][kind](
    subjectName(subject, locale),
    alertValueText(kind, value, locale),
    alertValueText(kind, threshold, locale),
  )
}

/** What an alert is about, as people call it. */
export function subjectName({ type, id, name }: Alert["subject"], locale: Locale): string {
  return (type === "service" && services[locale][id]) || name
}

/** What to do about it. */
export const alertRemedy = (kind: AlertKind, locale: Locale): string => remedies[locale][kind]

/** How long something took: `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function durationText(ms: number, locale: Locale): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const units = locale === "zh-CN" ? [" 天", " 小时", " 分钟", " 秒"] : [" d", " h", " min", " s"]
  const sizes = [86_400, 3600, 60, 1]
  const first = Math.min(
    3,
    Math.max(
      0,
      sizes.findIndex((size) => seconds >= size),
    ),
  )
  const at = seconds === 0 ? 3 : first
  const parts = [Math.floor(seconds / (sizes[at] ?? 1))]
  // Below an hour a second figure says nothing that anybody needs.
  if (at < 2) parts.push(Math.floor((seconds % (sizes[at] ?? 1)) / (sizes[at + 1] ?? 1)))
  return parts
    .map((part, index) => ({ part, unit: units[at + index] ?? "" }))
    .filter(({ part }, index) => index === 0 || part > 0)
    .map(({ part, unit }) => `${part}${unit}`)
    .join(" ")
}
