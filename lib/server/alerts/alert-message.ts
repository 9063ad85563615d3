import type { Alert } from "#lib/domain/alerts/alert"
import { alertRuleSpecs } from "#lib/domain/alerts/alert-rules"
import { alertRemedy, alertTitle, alertValueText, durationText } from "#lib/domain/alerts/alert-text"
import type { Locale } from "#lib/domain/locale"

/** A message about an alert, before it is put into the form of a channel. */
export interface AlertMessage {
  /** Of the message: the same when it is sent again. */
  id: string
  event: "firing" | "resolved" | "test"
  alert: Alert
  language: Locale
  /** The page of alerts. */
  url: string
  /** Epoch ms: when it was written. */
  at: number
}

const words = {
  en: {
    firing: "Alert",
    resolved: "Resolved",
    test: "Test",
    testText: "This is a test: messages of alerts arrive here.",
    lasted: "It lasted",
    peak: "At its highest",
    detail: "Mostly",
    open: "Open in Bracket",
  },
  "zh-CN": {
    firing: "告警",
    resolved: "已恢复",
    test: "测试",
    testText: "这是一条测试消息：告警消息可以送达这里。",
    lasted: "持续时间",
    peak: "最高值",
    detail: "主要原因",
    open: "在 Bracket 中打开",
  },
} satisfies Record<Locale, Record<string, string>>

/** One line: what has happened. */
export function messageTitle({ event, alert, language }: AlertMessage): string {
  const word = words[language]
  const colon = language === "zh-CN" ? "：" : ": "
  return `${word[event]}${colon}${event === "test" ? word.testText : alertTitle(alert, language)}`
}

/** What a reader needs beside the title, line by line. */
export function messageLines({ event, alert, language }: AlertMessage): string[] {
  const word = words[language]
  if (event === "test") return []
  const colon = language === "zh-CN" ? "：" : ": "
  const peak = alertValueText(alert.kind, alert.peak, language)
  if (event === "resolved")
    return [
      `${word.lasted}${colon}${durationText((alert.resolvedAt ?? alert.firedAt) - alert.firedAt, language)}`,
      ...(peak === "" ? [] : [`${word.peak}${colon}${peak}`]),
    ]
  return [
    // Of quotas and budgets it is a name for programs.
    ...(alert.detail === null || !["error-rate", "service-away"].includes(alert.kind)
      ? []
      : [`${word.detail}${colon}${alert.detail}`]),
    alertRemedy(alert.kind, language),
  ]
}

/** The body of a webhook: for programs, and with `text` for chats that show just that. */
export function webhookBody(message: AlertMessage) {
  const { id, event, alert, url, at } = message
  const iso = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString())
  return {
    id,
    event: `alert.${event}`,
    at: iso(at),
    text: messageTitle(message),
    lines: messageLines(message),
    url,
    alert: {
      id: alert.id,
      rule: alert.kind,
      subject: alert.subject,
      value: alert.value,
      peak: alert.peak,
      threshold: alert.threshold,
      unit: alertRuleSpecs[alert.kind].unit,
      firedAt: iso(alert.firedAt),
      resolvedAt: iso(alert.resolvedAt),
      detail: alert.detail,
    },
  }
}

/** Subject and bodies of a mail. */
export function mailContent(message: AlertMessage): { subject: string; text: string; html: string } {
  const title = messageTitle(message)
  const lines = messageLines(message)
  const open = words[message.language].open
  const paragraphs = lines.map((text) => `<p style="margin:0 0 8px">${escaped(text)}</p>`).join("")
  return {
    subject: `[Bracket] ${title}`,
    text: [title, "", ...lines, ...(lines.length > 0 ? [""] : []), message.url].join("\n"),
    html: `<!doctype html><html lang="${message.language}"><body style="font-family:sans-serif;font-size:14px"><p style="margin:0 0 12px;font-size:16px"><strong>${escaped(title)}</strong></p>${paragraphs}<p><a href="${escaped(message.url)}">${escaped(open)}</a></p></body></html>`,
  }
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
