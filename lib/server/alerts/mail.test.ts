import type { AddressInfo } from "node:net"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"
import { afterEach, expect, it } from "vitest"
import type { AlertChannelInput } from "#lib/domain/alerts/alert-channel"
import { authorityPem, serverKeyPem, serverPem } from "#lib/server/upstream/testing/certificates"
import { closedPort, tcpServer } from "#lib/server/upstream/testing/loopback-server"
import { setUpAlerts } from "./alerts.fixture.ts"
import { sendMail } from "./send-mail.ts"

const current = setUpAlerts()

interface Mail {
  from: string
  to: string[]
  text: string
  secure: boolean
  user: string | undefined
}

let servers: SMTPServer[] = []
afterEach(async () => {
  await Promise.all(servers.map((server) => new Promise<void>((closed) => server.close(() => closed()))))
  servers = []
})

/** A real mail server, which lets ann in with her password. */
async function mailServer(options: SMTPServerOptions = {}): Promise<{ port: number; mails: Mail[] }> {
  const mails: Mail[] = []
  const server = new SMTPServer({
    key: serverKeyPem,
    cert: serverPem,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === "ann" && password === "right-password") done(null, { user: "ann" })
      else done(new Error("Invalid username or password"))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
          secure: session.secure,
          user: session.user,
        })
        done()
      })
    },
    ...options,
  })
  servers.push(server)
  server.on("error", () => undefined)
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()))
  return { port: (server.server.address() as AddressInfo).port, mails }
}

type Server = Extract<Extract<AlertChannelInput, { kind: "email" }>["server"], { from: "own" }>

const addChannel = (server: Partial<Server> & { port: number }, more = {}) =>
  current().core.createChannel({
    kind: "email",
    name: "Mail",
    enabled: true,
    language: "en",
    to: ["ops@example.org", "ben@example.org"],
    server: {
      from: "own",
      host: "127.0.0.1",
      tls: "starttls",
      user: "ann",
      sender: "bracket@example.org",
      caPem: authorityPem,
      ...server,
    },
    secret: "right-password",
    ...more,
  })

const mailTo = (to: string) => ({
  kind: "email" as const,
  name: "Mail",
  enabled: true,
  language: "en" as const,
  to: [to],
})

const decoded = (mail: Mail | undefined) =>
  (mail?.text ?? "")
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))

it("signs in after STARTTLS, and writes to all what is wrong and what to do", async () => {
  const { port, mails } = await mailServer()
  await addChannel({ port })
  current().world.openBreakers = ["c1"]
  await current().look()
  await current().core.deliver()
  expect(mails).toMatchObject([
    { from: "bracket@example.org", to: ["ops@example.org", "ben@example.org"], secure: true, user: "ann" },
  ])
  const text = decoded(mails[0])
  expect(text).toContain("Subject: [Bracket] Alert: DeepSeek: paused after repeated faults")
  expect(text).toContain("a probe goes out every 30 s")
  expect(text).toContain("https://bracket.example/monitor/alerts")
  expect(text).toContain("Content-Type: text/html")
  expect(text).toContain("Auto-Submitted: auto-generated")
  expect(current().services.list()).toMatchObject([{ name: "smtp", state: "up" }])
})

it("writes in the language of the channel", async () => {
  const { port, mails } = await mailServer()
  const { id } = await addChannel({ port }, { language: "zh-CN" })
  expect(await current().core.test(id)).toEqual({ ok: true })
  expect(mails[0]?.text).toContain("=?UTF-8?")
  expect(Buffer.from(decoded(mails[0]), "latin1").toString("utf8")).toContain("告警消息可以送达这里")
})

it("a refused sign-in is said in words, and the password is in none of them", async () => {
  const { port } = await mailServer()
  const { id } = await addChannel({ port }, { secret: "wrong-password-here" })
  const answer = await current().core.test(id)
  expect(answer).toMatchObject({ ok: false, problem: { code: "login" } })
  expect(JSON.stringify([answer, await current().core.deliveries()])).not.toContain("wrong-password")
})

it("a certificate that nobody vouches for gets neither password nor mail", async () => {
  const { port, mails } = await mailServer()
  const { id } = await addChannel({ port, caPem: null })
  expect(await current().core.test(id)).toMatchObject({ ok: false, problem: { code: "tls" } })
  expect(mails).toEqual([])
})

it("a server without STARTTLS beyond this machine gets nothing, unless that was asked for", async () => {
  const { port, mails } = await mailServer({
    hideSTARTTLS: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
  })
  const message = {
    id: "m",
    event: "test" as const,
    alert: {} as never,
    language: "en" as const,
    url: "",
    at: 0,
  }
  const access = {
    // 127.0.0.1 by a name that does not say so.
    host: "0.0.0.0",
    port,
    user: "ann",
    password: "right-password",
    sender: "bracket@example.org",
  }
  const to = ["ops@example.org"]
  const { signal } = new AbortController()
  expect(await sendMail({ to, message }, { ...access, tls: "starttls" }, signal)).toMatchObject({
    code: "tls",
  })
  expect(mails).toEqual([])
  expect(await sendMail({ to, message }, { ...access, tls: "none" }, signal)).toBeUndefined()
  expect(mails).toMatchObject([{ secure: false }])
})

it("speaks TLS from the first byte where that is set", async () => {
  const { port, mails } = await mailServer({ secure: true })
  const { id } = await addChannel({ port, tls: "tls" })
  expect(await current().core.test(id)).toEqual({ ok: true })
  expect(mails).toMatchObject([{ secure: true, user: "ann" }])
})

it("a server that is away is reported, and the mail goes out when it is back", async () => {
  const away = await closedPort()
  const { id } = await addChannel({ port: away })
  const { core, clock, world, look, services } = current()
  world.openBreakers = ["c1"]
  await look()
  await core.deliver()
  expect(services.list()).toMatchObject([{ name: "smtp", state: "away" }])
  expect(await core.deliveries()).toMatchObject([{ status: "waiting", problem: { code: "unreachable" } }])
  const { port, mails } = await mailServer()
  // The password was for the other port: it has to be entered again.
  const input = mailTo("ops@example.org")
  const server: Server = {
    from: "own",
    host: "127.0.0.1",
    port,
    tls: "starttls",
    user: "ann",
    sender: "bracket@example.org",
    caPem: authorityPem,
  }
  await expect(core.changeChannel(id, { ...input, server })).rejects.toMatchObject({
    field: "secret",
    params: { problem: "reenter" },
  })
  await core.changeChannel(id, { ...input, server, secret: "right-password" })
  clock.now += 10_000
  await core.deliver()
  expect(mails).toHaveLength(1)
  expect(services.list()).toMatchObject([{ name: "smtp", state: "up" }])
})

it("takes the server of the environment, where there is one", async () => {
  const { port, mails } = await mailServer({ hideSTARTTLS: true, allowInsecureAuth: true })
  const input = { ...mailTo("ops@example.org"), server: { from: "environment" as const } }
  await expect(current().core.createChannel(input)).rejects.toMatchObject({ field: "server" })
  const smtp = { url: `smtp://ann:right-password@127.0.0.1:${port}`, from: "Bracket <b@example.org>" }
  const configured = current().node("node-2", { smtp })
  const { id } = await configured.createChannel(input)
  expect(await configured.test(id)).toEqual({ ok: true })
  expect(mails).toMatchObject([{ from: "b@example.org", user: "ann" }])
  expect(await configured.channels()).toMatchObject({ environmentSender: "Bracket <b@example.org>" })
  expect(JSON.stringify(await configured.channels())).not.toContain("right-password")
})

it("tells of a password that there is one, and no part of it", async () => {
  const { core } = current()
  const server: Server = {
    from: "own",
    host: "mail.example.org",
    port: 587,
    tls: "starttls",
    user: "ann",
    sender: "bracket@example.org",
  }
  const { lastFour } = await core.createChannel({ ...mailTo("ops@example.org"), server, secret: "four" })
  expect(lastFour).toBe("")
})

it("closing does not wait for a server that says nothing, and the mail is kept", async () => {
  const connected = Promise.withResolvers<void>()
  const silent = await tcpServer(() => connected.resolve())
  await addChannel({ port: silent.port })
  const { core, world, look, clock } = current()
  world.openBreakers = ["c1"]
  await look()
  const delivering = core.deliver()
  await connected.promise
  await core.close()
  await delivering
  expect(await current().store.alerts.due(clock.now + 120_000, 5)).toMatchObject([{ attempts: 1 }])
})
