import sharp from "sharp"
import { expect, test } from "vitest"
import type { Variant } from "#lib/domain/batch"
import { codeAnswerSchema } from "#lib/domain/code/code-request"
import { sealSecret } from "#lib/server/engine/connections/credentials"
import { aConnection } from "#lib/server/store/contract-fixtures"
import { describeCode } from "./describe-code.ts"
import {
  ann,
  bob,
  images,
  secrets,
  setUpEngines,
  startConnections,
  store,
  variant,
} from "./engine-fixture.ts"

setUpEngines()

const described = (variants: Variant[], { kind = "text" as const, stream = false, personId = ann } = {}) =>
  describeCode({ kind, variants, stream }, personId, { images, ...startConnections() })

const imageVariant = (prompt: Partial<Variant["prompt"]>, more: Partial<Variant> = {}): Variant =>
  variant("", {
    mode: "image",
    model: "gpt-image-1",
    prompt: { kind: "image", text: "a lamp", ...prompt } as Variant["prompt"],
    parameters: { size: "512x512" },
    ...more,
  })

const describedImages = (variants: Variant[]) =>
  describeCode({ kind: "image", variants, stream: false }, ann, { images, ...startConnections() })

const picture = async (colour: string) =>
  (
    await images.put(
      ann,
      await sharp({ create: { width: 64, height: 64, channels: 3, background: colour } })
        .png()
        .toBuffer(),
    )
  ).sha256

test("a request is described as it would be sent, with the name of a variable in place of the key", async () => {
  const sealed = sealSecret(secrets, { kind: "bearer", key: "sk-very-secret" }, "keyed")
  await store.connections.put(
    aConnection({ id: "keyed", name: "Größe & Söhne", credential_kind: "bearer", ...sealed }),
  )
  const answer = await described([variant("Hello", { connectionId: "keyed", extra: { top_k: 3 } })])
  expect(codeAnswerSchema.parse(answer)).toEqual(answer)
  expect(answer.requests).toEqual([
    {
      connection: "Größe & Söhne",
      model: "any",
      answer: "chat",
      stream: false,
      url: { text: "http://127.0.0.1:1/v1/chat/completions" },
      auth: { kind: "bearer", key: "GROSSE_SOHNE_API_KEY" },
      body: {
        kind: "json",
        value: {
          model: "any",
          messages: [{ role: "user", content: "Hello" }],
          temperature: 0.5,
          stream: false,
          top_k: 3,
        },
      },
    },
  ])
  expect(JSON.stringify(answer)).not.toContain("sk-very-secret")
})

test("two connections of one name have variables of their own, and one in other letters the provider's", async () => {
  for (const [id, name] of [
    ["one", "Deep"],
    ["two", "deep!"],
    ["three", "深度"],
  ])
    await store.connections.put(aConnection({ id, name, credential_kind: "basic", provider: "vllm" }))
  const { requests } = await described(
    ["one", "two", "three", "one"].map((connectionId) => variant("Hi", { connectionId })),
  )
  expect(requests.map(({ auth }) => auth.kind === "basic" && auth.user)).toEqual([
    "DEEP_USER",
    "DEEP_2_USER",
    "VLLM_USER",
    "DEEP_USER",
  ])
})

test("the sandbox's address, another one after each start, is a variable too", async () => {
  await store.connections.put(
    aConnection({
      id: "box",
      name: "Sandbox",
      dialect: "deepseek",
      provider: "sandbox",
      base_url: "sandbox:",
      credential_kind: "hmac",
    }),
  )
  const { requests } = await described([variant("Hi", { connectionId: "box", model: "sandbox-fast" })], {
    stream: true,
  })
  expect(requests[0]).toMatchObject({
    url: { base: "SANDBOX_BASE_URL", text: "/v1/chat/completions" },
    auth: { kind: "hmac", apiKey: "SANDBOX_API_KEY", secretKey: "SANDBOX_SECRET_KEY" },
    stream: true,
  })
})

test("pictures are files: in messages, as init image and as mask, each once", async () => {
  const [red, mask] = [await picture("red"), await picture("white")]
  const { requests, files } = await describedImages([
    imageVariant({ initImage: { sha256: red }, mask }),
    imageVariant({ initImage: { sha256: red } }, { model: "dall-e-2" }),
  ])
  expect(files.map(({ name, address }) => [name, address])).toEqual([
    ["init-image.png", `/api/images/${red}?size=512x512`],
    ["mask.png", `/api/images/${mask}?size=512x512&mask=transparent`],
  ])
  expect(requests[0]?.url.text).toMatch(/\/images\/edits$/)
  expect(requests[0]?.body).toMatchObject({
    kind: "form",
    files: [
      { name: "image[]", file: "init-image.png" },
      { name: "mask", file: "mask.png" },
    ],
  })
  const seen = await described([
    variant("", {
      prompt: { kind: "chat", messages: [{ role: "user", content: [{ type: "image", sha256: red }] }] },
    }),
  ])
  expect(seen.files.map(({ name }) => name)).toEqual(["image.png"])
  expect(JSON.stringify(seen.requests[0]?.body)).toContain(`data:image/png;base64,${seen.files[0]?.token}"`)
})

test("a token that somebody has written into the prompt stands for no file", async () => {
  const red = await picture("red")
  const { files } = await describedImages([
    imageVariant({ text: "BracketFile00001", initImage: { sha256: red } }),
  ])
  expect(files[0]?.token).toBe("BracketFile00002")
})

test("what could not be run has no code: somebody else's connection, no prompt, a picture that is gone", async () => {
  await store.connections.put(aConnection({ id: "bobs", owner_id: bob }))
  const refused: [Variant, object][] = [
    [variant("Hi", { connectionId: "bobs" }), { code: "not_found", field: "variants.0.connectionId" }],
    [variant(""), { code: "invalid_input", field: "variants.0.prompt" }],
  ]
  for (const [one, error] of refused) await expect(described([one])).rejects.toMatchObject(error)
  await expect(
    describedImages([imageVariant({ initImage: { sha256: "0".repeat(64) } })]),
  ).rejects.toMatchObject({ code: "invalid_input", field: "variants.0.prompt.initImage" })
})
