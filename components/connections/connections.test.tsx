import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { IntlProvider } from "use-intl"
import { describe, expect, test, vi } from "vitest"
import { PersonProvider } from "#components/shell/person"
import { ToastProvider } from "#components/ui/toast"
import { connectionsQuery } from "#lib/client/api/connections"
import { discoveredQuery, managedConnectionsQuery } from "#lib/client/api/manage-connections"
import { aManagedConnection } from "#lib/client/connection-draft.fixture"
import type { TestReport } from "#lib/domain/connection-test-report"
import type { Discovered, ManagedConnection } from "#lib/domain/managed-connection"
import type { Person } from "#lib/domain/person"
import english from "#messages/en"
import chinese from "#messages/zh-CN"
import { Connections } from "./connections"
import { KeyLines } from "./key-lines"
import { TestReportView } from "./test-report"

const html = (children: ReactNode, locale: "en" | "zh-CN" = "en") =>
  renderToStaticMarkup(
    <IntlProvider locale={locale} messages={locale === "en" ? english : chinese} timeZone="UTC">
      {children}
    </IntlProvider>,
  )
/** What is read out: the markup without its tags. */
const said = (children: ReactNode, locale: "en" | "zh-CN" = "en") =>
  html(children, locale)
    .replace(/<\/(p|li|th|td|span|button|h3)>/g, " ")
    .replace(/<[^>]+>/g, "")
    .replace(/\s+/g, " ")
    .trim()

/** The list as somebody sees it, after its answers came. */
function listFor(
  role: Person["role"],
  managed: ManagedConnection[],
  mayAdd: "shared" | "private" | "none",
  found: Discovered[] = [],
) {
  const client = new QueryClient()
  client.setQueryData(connectionsQuery().queryKey, [])
  client.setQueryData(managedConnectionsQuery().queryKey, { connections: managed, mayAdd })
  client.setQueryData(discoveredQuery().queryKey, found)
  const person: Person = { id: "me", name: "Ann", email: null, role, hasPassword: true }
  return (
    <QueryClientProvider client={client}>
      <PersonProvider value={person}>
        <ToastProvider>
          <Connections />
        </ToastProvider>
      </PersonProvider>
    </QueryClientProvider>
  )
}

describe("the list", () => {
  const ollama = {
    template: "ollama",
    name: "Ollama",
    baseUrl: "http://127.0.0.1:11434/v1",
    models: 3,
  }

  test("offers an admin a model server that answers on this machine, until it is connected", () => {
    expect(said(listFor("admin", [], "shared", [ollama]))).toContain(
      "Ollama answers on this machine (3 models). Connect",
    )
    expect(said(listFor("admin", [], "shared", [{ ...ollama, connectionId: "c1" }]))).not.toContain("Ollama")
    expect(said(listFor("member", [], "private", [ollama]))).not.toContain("Ollama")
  })

  test("says who may use a connection and how much it may take, and has taken", () => {
    const connection = aManagedConnection({
      access: { kind: "people", ids: ["a", "b"] },
      limits: { concurrency: 4, costPerDay: 2.5 },
      planQuota: { requestsPerMinute: 500 },
      today: { requests: 12, tokens: 3400, cost: 0.25 },
    })
    const text = said(listFor("admin", [connection], "shared"))
    expect(text).toContain("2 people may use it")
    expect(text).toContain("At most 4 at once, $2.50 a day")
    expect(text).toContain("Plan: 500 requests a minute")
    expect(text).toContain("Today: 12 requests, 3,400 tokens, $0.25")
  })

  test("says to those who may not add why there is no button", () => {
    const text = said(listFor("member", [], "none"))
    expect(text).toContain("Admins add connections here.")
    expect(text).not.toContain("Add connection")
    expect(said(listFor("viewer", [], "shared"))).not.toContain("Members may add")
  })
})

describe("a key", () => {
  const at = Date.parse("2026-11-24T12:00:00Z")
  const aged = (days: number, over: Partial<ManagedConnection["credential"]> = {}) => {
    vi.spyOn(Date, "now").mockReturnValue(at)
    const { credential } = aManagedConnection()
    const keyCreatedAt = at - days * 86_400_000
    return aManagedConnection({ credential: { ...credential, keyCreatedAt, ...over } })
  }

  test("shows its age, and asks to be rotated from 90 days on", () => {
    const lines = (connection: ManagedConnection) =>
      said(<KeyLines connection={connection} onRotate={() => {}} />)
    expect(lines(aged(89))).toBe("API key …abcd 89 days old")
    expect(lines(aged(90))).toContain("This key is 90 days old. Rotate")
  })

  test("says where it is kept when it is only referred to, and what stands in for it", () => {
    const fields = [{ name: "key", reference: "vault:kv/team#key" }]
    const text = said(
      <KeyLines connection={aged(1, { fields, fallbackUntil: at + 3_600_000 })} onRotate={() => {}} />,
    )
    expect(text).toContain("vault:kv/team#key")
    expect(text).toContain("The key before it stands in until Nov 24, 2026, 13:00")
  })
})

describe("a test's report", () => {
  const report: TestReport = {
    ok: false,
    at: 0,
    steps: [
      { name: "address", outcome: "ok", ms: 0, facts: { host: "api.example.com", port: 443 } },
      {
        name: "tls",
        outcome: "failed",
        ms: 12,
        facts: {},
        code: "upstream_tls",
        message: "No secure connection to api.example.com",
        hint: "…",
        params: { host: "api.example.com", rule: "self_signed" },
      },
      { name: "credential", outcome: "skipped", reason: "after_failure" },
    ],
  }

  test("says where it failed, why, what helps, and what was therefore not tried", () => {
    const text = said(<TestReportView report={report} isTesting={false} />)
    expect(text).toMatch(/^Failed at: TLS/)
    expect(text).toContain("api.example.com:443")
    expect(text).toContain("No safe connection to api.example.com")
    expect(text).toContain("an admin can pin its CA")
    expect(text).toContain("Credential Not tried after the failure")
    expect(said(<TestReportView report={report} isTesting={false} />, "zh-CN")).toMatch(/^失败于：TLS/)
  })

  test("says how far the clocks are apart, and in which direction", () => {
    const clock = (differenceMs: number) =>
      said(
        <TestReportView
          report={{
            ...report,
            ok: true,
            steps: [{ name: "clock", outcome: "ok", ms: 0, facts: { differenceMs } }],
          }}
          isTesting={false}
        />,
      )
    expect(clock(400)).toContain("Both clocks agree")
    expect(clock(-400_000)).toContain("this server is 400 s behind the upstream")
    expect(clock(7_000)).toContain("7 s ahead of the upstream")
  })
})
