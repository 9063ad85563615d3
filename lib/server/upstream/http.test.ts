import { once } from "node:events"
import type { IncomingMessage, ServerResponse } from "node:http"
import { createServer as createHttpsServer } from "node:https"
import { createServer as createTlsServer } from "node:tls"
import { describe, expect, it, onTestFinished } from "vitest"
import { bearer } from "#lib/server/upstream/credentials/bearer"
import { none } from "#lib/server/upstream/credentials/none"
import type { UpstreamRequest } from "#lib/server/upstream/dialects/dialect"
import {
  authorityPem,
  expiredPem,
  selfSignedPem,
  serverKeyPem,
  serverPem,
} from "#lib/server/upstream/testing/certificates"
import { closedPort, httpServer, listening, tcpServer } from "#lib/server/upstream/testing/loopback-server"
import { createUpstreamHttp, type SendOptions, type UpstreamHttp } from "./http.ts"

const post = (url: URL | string, body = "{}"): UpstreamRequest => ({
  method: "POST",
  url: new URL(url),
  headers: { "content-type": "application/json" },
  body: new TextEncoder().encode(body),
})

function client(options: Parameters<typeof createUpstreamHttp>[0] = {}): UpstreamHttp {
  const http = createUpstreamHttp(options)
  onTestFinished(() => http.close())
  return http
}

const asOperator = (options: Partial<SendOptions> = {}): SendOptions => ({
  credential: none(),
  signal: new AbortController().signal,
  trust: "operator",
  timeLimits: { connectMs: 5000, silenceMs: 5000 },
  ...options,
})
const asMember = (): SendOptions => asOperator({ trust: "member" })

/** The text of a body; what it throws after some text comes as `error`. */
async function read(body: AsyncIterable<Uint8Array>): Promise<{ text: string; error?: unknown }> {
  let text = ""
  try {
    for await (const chunk of body) text += Buffer.from(chunk).toString()
  } catch (error) {
    return { text, error }
  }
  return { text }
}

/** Settles when the other side of a request has been hung up on. */
const hungUp = (response: ServerResponse): Promise<unknown> => once(response, "close")

describe("sending", () => {
  it("sends the signed bytes as they are and gives the answer as it comes", async () => {
    const seen: { request?: IncomingMessage; body?: string } = {}
    const server = await httpServer((request, response) => {
      seen.request = request
      request.setEncoding("utf8")
      request.on("data", (text: string) => {
        seen.body = (seen.body ?? "") + text
      })
      request.on("end", () => {
        response.writeHead(
          429,
          [
            ["set-cookie", "a"],
            ["set-cookie", "b"],
            ["retry-after", "3"],
          ].flat(),
        )
        response.write("one ")
        response.end("two")
      })
    })
    const request = post(server.url, '{"prompt":"Grüße"}')
    const response = await client().send(request, asOperator({ credential: bearer("sk-1") }))
    expect(response.status).toBe(429)
    expect(response.headers.get("retry-after")).toBe("3")
    expect(response.headers.getSetCookie()).toEqual(["a", "b"])
    expect(await read(response.body)).toEqual({ text: "one two" })
    await response.closed
    expect(response.complete).toBe(true)
    expect(seen.request?.url).toBe("/v1/x?a=%20b")
    expect(seen.request?.headers.authorization).toBe("Bearer sk-1")
    expect(seen.body).toBe('{"prompt":"Grüße"}')
    // The caller's request now shows what was sent, for History.
    expect(request.headers.authorization).toBe("Bearer sk-1")
  })

  it("opens as many connections as there are streams", async () => {
    const waiting: ServerResponse[] = []
    const server = await httpServer((_, response) => {
      waiting.push(response)
      if (waiting.length === 200) for (const each of waiting) each.end("x")
    })
    const http = client()
    const texts = await Promise.all(
      Array.from({ length: 200 }, async () => read((await http.send(post(server.url), asOperator())).body)),
    )
    expect(texts.every(({ text }) => text === "x")).toBe(true)
    expect(server.connections).toBe(200)
  })

  it("gives a slow reader everything, although the socket is held back meanwhile", async () => {
    const size = 32 * 1024 * 1024
    const server = await httpServer((_, response) => response.end(Buffer.alloc(size, "x")))
    const response = await client().send(post(server.url), asOperator())
    let bytes = 0
    for await (const chunk of response.body) {
      bytes += chunk.length
      if (bytes < size / 4) await new Promise(setImmediate)
    }
    expect(bytes).toBe(size)
  })

  it("uses a connection again after a reader that stopped at the end mark", async () => {
    const server = await httpServer((_, response) => {
      response.write("[DONE]")
      setImmediate(() => response.end("\n\n"))
    })
    const http = client()
    for (let n = 0; n < 10; n++) {
      const response = await http.send(post(server.url), asOperator())
      for await (const _ of response.body) break
      await response.closed
      expect(response.complete).toBe(true)
    }
    // Two, because a connection is free again a moment after its answer has ended.
    expect(server.connections).toBeLessThanOrEqual(2)
  })

  it.each([
    ["goes on", true],
    ["neither goes on nor ends", false],
  ])("hangs up on an answer that %s although nobody reads it", async (_, goesOn) => {
    let closed: Promise<unknown> | undefined
    let sentBytes = 0
    const server = await httpServer((__, response) => {
      closed = hungUp(response)
      const more = (): void => {
        sentBytes += 65_536
        if (!response.destroyed) response.write("x".repeat(65_536), goesOn ? more : undefined)
      }
      more()
    })
    const response = await client().send(post(server.url), asOperator())
    for await (const __ of response.body) break
    await response.closed
    await closed
    expect(response.complete).toBe(false)
    // What fits into the system's buffers, not what comes in a second.
    expect(sentBytes).toBeLessThan(16 * 1024 * 1024)
  })
})

describe("stopping", () => {
  it("closes the socket in the middle of an answer, and the upstream notices", async () => {
    let closed: Promise<unknown> | undefined
    const server = await httpServer((_, response) => {
      closed = hungUp(response)
      response.write("first")
    })
    const abort = new AbortController()
    const response = await client().send(post(server.url), asOperator({ signal: abort.signal }))
    const chunks = response.body[Symbol.asyncIterator]()
    await chunks.next()
    const next = chunks.next()
    abort.abort("cancelled")
    await expect(next).rejects.toBe("cancelled")
    await expect(chunks.next()).rejects.toBe("cancelled")
    await response.closed
    expect(response.complete).toBe(false)
    await closed
  })

  it("closes the socket of a request that has no answer yet", async () => {
    const abort = new AbortController()
    let closed: Promise<unknown> | undefined
    const server = await httpServer((_, response) => {
      closed = hungUp(response)
      abort.abort("cancelled")
    })
    await expect(client().send(post(server.url), asOperator({ signal: abort.signal }))).rejects.toBe(
      "cancelled",
    )
    await closed
  })

  it("sends nothing when it came first", async () => {
    const server = await httpServer((_, response) => response.end())
    await expect(
      client().send(post(server.url), asOperator({ signal: AbortSignal.abort("cancelled") })),
    ).rejects.toBe("cancelled")
    const abort = new AbortController()
    const http = client({
      resolve: () => {
        abort.abort("cancelled")
        return Promise.resolve([{ address: "127.0.0.1", family: 4 }])
      },
    })
    const url = `http://model.example:${server.port}/`
    await expect(http.send(post(url), asOperator({ signal: abort.signal }))).rejects.toBe("cancelled")
  })

  it("leaves a finished answer alone", async () => {
    const server = await httpServer((_, response) => response.end("all"))
    const abort = new AbortController()
    const response = await client().send(post(server.url), asOperator({ signal: abort.signal }))
    expect(await read(response.body)).toEqual({ text: "all" })
    abort.abort("late")
    await response.closed
    expect(response.complete).toBe(true)
  })

  it("ends what is under way when the server closes", async () => {
    const server = await httpServer((_, response) => response.write("first"))
    const http = client()
    const response = await http.send(post(server.url), asOperator())
    const text = read(response.body)
    await http.close()
    await response.closed
    expect((await text).error).toMatchObject({ code: "upstream_unreachable" })
  })
})

describe("faults of the network", () => {
  it("names a port on which nobody listens", async () => {
    const port = await closedPort()
    await expect(client().send(post(`http://127.0.0.1:${port}/`), asOperator())).rejects.toMatchObject({
      code: "upstream_unreachable",
      retryable: true,
      params: { host: "127.0.0.1", reason: "refused" },
    })
  })

  it("names a name that does not exist", async () => {
    const http = client({
      resolve: () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" })),
    })
    await expect(http.send(post("https://model.example/"), asOperator())).rejects.toMatchObject({
      code: "upstream_unreachable",
      params: { host: "model.example", reason: "dns" },
    })
    const empty = client({ resolve: () => Promise.resolve([]) })
    await expect(empty.send(post("https://model.example/"), asOperator())).rejects.toMatchObject({
      params: { reason: "dns" },
    })
  })

  it("gives up on a connection that does not come about", async () => {
    const http = client({ resolve: () => new Promise(() => {}) })
    const timeLimits = { connectMs: 20, silenceMs: 5000 }
    await expect(http.send(post("https://model.example/"), asOperator({ timeLimits }))).rejects.toMatchObject(
      {
        code: "upstream_connect_timeout",
      },
    )
  })

  it("gives up on silence before the headers and in the body, keeping what came", async () => {
    const server = await httpServer((request, response) => {
      if (request.url === "/body") response.write("first")
    })
    const timeLimits = { connectMs: 5000, silenceMs: 30 }
    const http = client()
    await expect(
      http.send(post(new URL("/headers", server.url)), asOperator({ timeLimits })),
    ).rejects.toMatchObject({ code: "upstream_silent", params: { phase: "headers" } })
    const response = await http.send(post(new URL("/body", server.url)), asOperator({ timeLimits }))
    const { text, error } = await read(response.body)
    expect(text).toBe("first")
    expect(error).toMatchObject({ code: "upstream_silent", params: { phase: "body" } })
    await response.closed
    expect(response.complete).toBe(false)
  })

  it.each([
    ["a reset", (response: ServerResponse) => response.socket?.resetAndDestroy()],
    ["an early end", (response: ServerResponse) => response.socket?.end()],
  ])("tells %s from an end, and gives what came before it first", async (_, breakOff) => {
    const server = await httpServer((__, response) => {
      response.write("first", () => setImmediate(() => breakOff(response)))
    })
    const response = await client().send(post(server.url), asOperator())
    await response.closed
    const { text, error } = await read(response.body)
    expect(text).toBe("first")
    expect(error).toMatchObject({
      code: "upstream_unreachable",
      retryable: true,
      params: { reason: expect.stringMatching(/^(reset|closed)$/) },
    })
  })

  it("recognises a server that does not speak HTTP", async () => {
    const server = await tcpServer((socket) => socket.write("SSH-2.0-OpenSSH_9.9\r\n"))
    await expect(client().send(post(server.url), asOperator())).rejects.toMatchObject({
      code: "upstream_garbage",
    })
  })

  it("does not follow a redirect, where the key would go along", async () => {
    const elsewhere = await httpServer((_, response) => response.end("stolen"))
    const server = await httpServer((_, response) => {
      response.writeHead(307, { location: elsewhere.url.href }).end("moved")
    })
    const failure = client().send(post(server.url), asOperator({ credential: bearer("sk-1") }))
    await expect(failure).rejects.toMatchObject({
      code: "upstream_bad_request",
      params: { status: 307, redirectHost: elsewhere.url.host },
      hint: expect.stringContaining(elsewhere.url.host),
    })
    expect(elsewhere.connections).toBe(0)
  })
})

describe("TLS", () => {
  it("refuses servers that know nothing newer than 1.1", async () => {
    // Without a certificate: the versions are compared first.
    const server = await listening(
      createTlsServer({ minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL:@SECLEVEL=0" }),
    )
    await expect(
      client().send(post(`https://127.0.0.1:${server.port}/`), asOperator()),
    ).rejects.toMatchObject({
      code: "upstream_tls",
      params: { reason: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", rule: "version" },
    })
  })

  it("says so when a server does not speak it", async () => {
    const server = await httpServer((_, response) => response.end())
    await expect(
      client().send(post(`https://127.0.0.1:${server.port}/`), asOperator()),
    ).rejects.toMatchObject({
      code: "upstream_tls",
      retryable: false,
      params: { rule: "not_tls" },
    })
  })

  const tlsServer = async (cert: string) => {
    const server = await listening(
      createHttpsServer({ cert, key: serverKeyPem }, (_, response) => response.end("inside")),
    )
    return `https://127.0.0.1:${server.port}/`
  }

  it.each([
    ["that vouches for itself", selfSignedPem, {}, "self_signed"],
    ["of an authority that nobody knows", serverPem, {}, "untrusted"],
    ["that has expired", expiredPem, { caPem: authorityPem }, "expired"],
    ["of another authority than the pinned one", selfSignedPem, { caPem: authorityPem }, "self_signed"],
  ])("refuses a certificate %s", async (_, cert, options, rule) => {
    await expect(client().send(post(await tlsServer(cert)), asOperator(options))).rejects.toMatchObject({
      code: "upstream_tls",
      params: { rule },
    })
  })

  it("refuses a certificate for another name", async () => {
    const port = new URL(await tlsServer(serverPem)).port
    const http = client({ resolve: () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]) })
    await expect(
      http.send(post(`https://other.example:${port}/`), asOperator({ caPem: authorityPem })),
    ).rejects.toMatchObject({ code: "upstream_tls", params: { rule: "name" } })
  })

  it("accepts what the pinned authority vouches for, on the connection that pins it alone", async () => {
    const url = await tlsServer(serverPem)
    const http = client()
    const response = await http.send(post(url), asOperator({ caPem: authorityPem }))
    expect(await read(response.body)).toEqual({ text: "inside" })
    await expect(http.send(post(url), asOperator())).rejects.toMatchObject({ code: "upstream_tls" })
  })

  it("tells version and certificate of a server without sending anything", async () => {
    const url = new URL(await tlsServer(serverPem))
    const { tls } = await client().steps.connect(url, { trust: "operator", caPem: authorityPem }, 5000)
    expect(tls).toMatchObject({
      version: "TLSv1.3",
      certificate: { subject: "model.example", issuer: "Bracket test authority" },
    })
    expect(tls?.certificate.validTo).toBeGreaterThan(Date.parse("2100-01-01"))
  })
})

describe("where it may dial", () => {
  const to = (address: string) => [{ address, family: 4 }]

  it("dials the address that was checked", async () => {
    const server = await httpServer((request, response) => response.end(request.headers.host))
    const http = client({ resolve: () => Promise.resolve(to("127.0.0.1")) })
    const response = await http.send(post(`http://model.example:${server.port}/`), asOperator())
    expect(await read(response.body)).toEqual({ text: `model.example:${server.port}` })
  })

  it("keeps members out, by name or address, even where an operator's connection is open", async () => {
    const server = await httpServer((_, response) => response.end("inside"))
    const http = client({ resolve: () => Promise.resolve(to("127.0.0.1")), allowPlainHttp: true })
    for (const host of ["model.example", "127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]) {
      const url = `http://${host}:${server.port}/`
      if (host === "model.example") await read((await http.send(post(url), asOperator())).body)
      await expect(http.send(post(url), asMember()), host).rejects.toMatchObject({
        code: "blocked_address",
        retryable: false,
        params: { rule: "private" },
      })
    }
    expect(server.connections).toBe(1)
  })

  it("checks each look-up, so that a name cannot move inside later", async () => {
    const server = await httpServer((_, response) => response.end("inside"))
    const answers = [to("203.0.113.1"), to("127.0.0.1"), [...to("1.1.1.1"), ...to("127.0.0.1")]]
    const http = client({ resolve: () => Promise.resolve(answers.shift() ?? []), allowPlainHttp: true })
    for (let n = 0; n < 3; n++)
      await expect(http.send(post(`http://model.example:${server.port}/`), asMember())).rejects.toMatchObject(
        {
          code: "blocked_address",
        },
      )
    expect(answers).toEqual([])
    expect(server.connections).toBe(0)
  })

  it("sends in the clear to this machine only, unless that is allowed", async () => {
    const http = client({ resolve: () => Promise.resolve(to("192.168.1.5")) })
    for (const url of ["http://model.example/", "http://192.168.1.5/", "http://1.1.1.1/"])
      await expect(http.send(post(url), asOperator()), url).rejects.toMatchObject({
        code: "blocked_address",
        params: { rule: "plain_http" },
      })
  })

  it("lets an admin allow plain http for one connection, and never for a member's", async () => {
    const http = client({ resolve: () => Promise.resolve(to("203.0.113.7")) })
    const url = new URL("http://model.example/")
    const lookUp = (trust: "operator" | "member", allowPlainHttp: boolean) =>
      http.steps.lookUp(url, { trust, allowPlainHttp })
    expect(await lookUp("operator", true)).toEqual(["203.0.113.7"])
    await expect(lookUp("operator", false)).rejects.toMatchObject({ params: { rule: "plain_http" } })
    const outside = client({ resolve: () => Promise.resolve(to("1.1.1.1")) })
    await expect(outside.steps.lookUp(url, { trust: "member", allowPlainHttp: true })).rejects.toMatchObject({
      params: { rule: "plain_http" },
    })
  })

  it("lets nobody dial the services that hand out a machine's own credentials", async () => {
    const http = client({ resolve: () => Promise.resolve(to("169.254.169.254")), allowPlainHttp: true })
    for (const url of ["http://169.254.169.254/latest/", "http://metadata.example/", "http://[fe80::1]/"])
      await expect(http.send(post(url), asOperator()), url).rejects.toMatchObject({
        code: "blocked_address",
        params: { rule: "metadata" },
      })
  })

  it.each([
    ["file:///etc/passwd", "scheme"],
    ["ftp://model.example/", "scheme"],
    ["https://ann:secret-password@model.example/", "credentials"],
  ])("refuses %s", async (url, rule) => {
    const failure = client().send({ ...post(url) }, asOperator())
    await expect(failure).rejects.toMatchObject({ code: "blocked_address", params: { rule } })
    await expect(failure).rejects.not.toThrow(/secret-password/)
  })
})
