import type { IncomingMessage, ServerResponse } from "node:http"
import sharp from "sharp"
import { beforeEach } from "vitest"
import type { StartBatch, Variant } from "#lib/domain/batch"
import { sealSecret } from "#lib/server/engine/connections/credentials"
import { aConnection } from "#lib/server/store/contract-fixtures"
import { httpServer } from "#lib/server/upstream/testing/loopback-server"
import { batchOf, begun, secrets, setUpEngines, type startEngine, store } from "./engine-fixture.ts"

/** A picture of one colour, as a PNG. */
export const picture = (colour: string, width = 512, height = width): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer()
export let red: Buffer
export let blue: Buffer

/** Gives each test of the file a store of its own, and two pictures. */
export function setUpImages(): void {
  setUpEngines()
  beforeEach(async () => {
    red = await picture("red")
    blue = await picture("blue")
  })
}

/** One request that the server has received. */
export interface Call {
  path: string
  headers: IncomingMessage["headers"]
  body: Buffer
  json: () => Record<string, unknown>
  response: ServerResponse
  /** Sends one event of a stream. */
  send: (data: object | string) => void
}

/** A server that answers as told, as a connection "images" of this protocol. */
export async function server(
  answer: (call: Call) => void,
  { dialect = "deepseek", provider = "sandbox", path = "" } = {},
) {
  const calls: Call[] = []
  const { port } = await httpServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const call: Call = {
      path: request.url ?? "",
      headers: request.headers,
      body,
      json: () => JSON.parse(body.toString()),
      response,
      send(data) {
        if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" })
        response.write(`data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`)
      },
    }
    calls.push(call)
    answer(call)
  })
  const base_url = `http://127.0.0.1:${port}${path}`
  const models = JSON.stringify({ ids: ["maker", "dall-e-2"], readAt: Date.now() })
  const sealed = sealSecret(secrets, { kind: "bearer", key: "sk-of-ann-1234" }, "images")
  const row = aConnection({
    id: "images",
    name: "Images",
    dialect,
    provider,
    base_url,
    models,
    trust: "operator",
    credential_kind: "bearer",
    ...sealed,
  })
  await store.connections.put(row)
  return { calls, origin: `http://127.0.0.1:${port}` }
}

/** An image of a lake. */
export const variant = (more: Partial<Variant> = {}): Variant => ({
  connectionId: "images",
  model: "sandbox-image",
  mode: "image",
  prompt: { kind: "image", text: "a lake" },
  parameters: { size: "512x512" },
  ...more,
})

/** A batch of images, one of each variant. */
export const imageBatch = (
  variants: Variant[] = [variant()],
  more: Partial<StartBatch> = {},
): StartBatch => ({
  ...batchOf(variants.length),
  kind: "image",
  variants,
  ...more,
})

/** As `begun`, of a batch of images. */
export const started = (batch = imageBatch(), options: Parameters<typeof startEngine>[0] = {}) =>
  begun(batch, options)

/** In base64. */
export const b64 = (bytes: Buffer): string => bytes.toString("base64")
/** Events of a stream of images. */
export const progress = (step: number) => ({ type: "image_generation.progress", index: 0, step, steps: 25 })
export const partial = (bytes: Buffer) => ({
  type: "image_generation.partial_image",
  partial_image_index: 0,
  index: 0,
  step: 10,
  steps: 25,
  b64_json: b64(bytes),
})
export const completed = (bytes: Buffer, index = 0) => ({
  type: "image_generation.completed",
  index,
  seed: 40 + index,
  b64_json: b64(bytes),
})
