import { expect, it } from "vitest"
import { alertKinds } from "./alert-rules.ts"
import { alertRemedy, alertTitle, alertValueText, durationText } from "./alert-text.ts"

const subject = { type: "connection", id: "c", name: "DeepSeek" } as const

it("says what is wrong with its figure and its limit, in both languages", () => {
  const alert = { kind: "error-rate", subject, value: 12.34, threshold: 5 } as const
  expect(alertTitle(alert, "en")).toBe("DeepSeek: 12.3 % of calls fail (over 5 %)")
  expect(alertTitle(alert, "zh-CN")).toBe("DeepSeek：12.3 % 的调用失败（超过 5 %）")
})

it("has a title with the name and a remedy for every kind", () => {
  for (const locale of ["en", "zh-CN"] as const)
    for (const kind of alertKinds) {
      expect(alertTitle({ kind, subject, value: 3, threshold: 2 }, locale)).toContain("DeepSeek")
      expect(alertRemedy(kind, locale)).not.toBe("")
    }
})

it("gives a figure the unit of its kind", () => {
  expect(alertValueText("slow-first-token", 2400, "en")).toBe("2.4 s")
  expect(alertValueText("slow-first-token", 900, "en")).toBe("900 ms")
  expect(alertValueText("key-age", 91.7, "en")).toBe("91 days")
  expect(alertValueText("quota", null, "en")).toBe("–")
})

it("says how long something took without figures that nobody needs", () => {
  const texts = [0, 45_000, 725_000, 11_100_000, 187_200_000].map((ms) => durationText(ms, "en"))
  expect(texts).toEqual(["0 s", "45 s", "12 min", "3 h 5 min", "2 d 4 h"])
  expect(durationText(11_100_000, "zh-CN")).toBe("3 小时 5 分钟")
})

it("calls services by the names that people know", () => {
  const away = (id: string, locale: "en" | "zh-CN") =>
    alertTitle(
      { kind: "service-away", subject: { type: "service", id, name: id }, value: 1, threshold: 1 },
      locale,
    )
  expect(away("smtp", "en")).toBe("The mail server is away")
  expect(away("smtp", "zh-CN")).toBe("邮件服务器 无法访问")
  expect(away("test", "en")).toBe("test is away")
})
