import { readFile, writeFile } from "node:fs/promises"
import path from "node:path"
import sharp from "sharp"
import { describe, expect, test } from "vitest"
import type { Variant } from "#lib/domain/batch"
import { codeFileName, codeTargets, unavailable } from "#lib/domain/code/snippet"
import { writeCode } from "#lib/domain/code/write-code"
import { credentials, running } from "#lib/sandbox/running.fixture"
import { aConnection } from "#lib/server/store/contract-fixtures"
import { dialectOf } from "#lib/server/upstream/dialects/dialect-of"
import { codeFolder, environmentOf, missingFor, playgroundPictures, runCode } from "./code-fixture.ts"
import { describeCode } from "./describe-code.ts"
import { ann, images, setUpEngines, startConnections, store } from "./engine-fixture.ts"
import { preparedImages } from "./prepared-images.ts"

setUpEngines()

/** The three protocols for pictures, and a form that is signed. */
const connections = [
  { id: "signed", name: "Signed", dialect: "deepseek", provider: "sandbox", credential_kind: "hmac", at: "" },
  {
    id: "keyed",
    name: "Keyed",
    dialect: "openai",
    provider: "openai",
    credential_kind: "bearer",
    at: "/openai/v1",
  },
  {
    id: "both",
    name: "Both",
    dialect: "openai",
    provider: "openai",
    credential_kind: "hmac",
    at: "/openai/v1",
  },
  { id: "named", name: "Named", dialect: "sdwebui", provider: "sdwebui", credential_kind: "basic", at: "" },
] as const

/** Said of the model where its provider does not say that it makes pictures. */
const model_overrides = JSON.stringify([{ id: "gpt-image-2", modes: ["image"] }])

async function kept(colour: string): Promise<string> {
  const create = { width: 90, height: 60, channels: 3 as const, background: colour }
  return (await images.put(ann, await sharp({ create }).png().toBuffer())).sha256
}

describe.each(codeTargets)("%s", (target) => {
  test.for([true, false])(
    "writes the pictures of the playground to files (stream: %s)",
    // Two dozen pictures are painted, on machines that may be slow.
    { timeout: 120_000 },
    async (stream, context) => {
      const missing = await missingFor(target)
      context.skip(missing !== undefined, `${missing} is not on this machine`)
      const sandbox = await running()
      for (const { at, ...row } of connections)
        await store.connections.put(
          aConnection({
            ...row,
            model_overrides,
            base_url: sandbox.url + at,
            trust: "operator",
            source: "environment",
          }),
        )
      const started = startConnections()
      const [initImage, mask] = [{ sha256: await kept("#c63") }, await kept("white")]
      const words: Variant = {
        connectionId: "signed",
        model: "sandbox-image",
        mode: "image",
        prompt: { kind: "image", text: 'it\'s a "lamp" in $HOME' },
        parameters: { size: "512x512" },
        extra: { seed: 5 },
      }
      const start: Variant = { ...words, prompt: { kind: "image", text: "a lamp", initImage, mask } }
      // It takes no seed: its pictures are new ones each time.
      const openai = { model: "gpt-image-2", extra: undefined }
      const wanted: [string, Variant][] = [
        ["Words", { ...words, parameters: { size: "512x512", num_images: 2 } }],
        ["Start", start],
        ["Form words", { ...words, connectionId: "keyed", ...openai }],
        ["Form", { ...start, connectionId: "keyed", ...openai }],
        ["Signed form", { ...start, connectionId: "both", ...openai }],
        ["Studio", { ...start, connectionId: "named" }],
      ]
      const described = await describeCode(
        { kind: "image", variants: wanted.map(([, variant]) => variant), stream },
        ann,
        { connections: started.connections, images },
      )
      const source = {
        files: described.files,
        requests: described.requests
          .map((request, index) => ({ ...request, name: wanted[index]?.[0] ?? "" }))
          .filter((request) => unavailable(target, [request]) === undefined),
      }
      const folder = await codeFolder()
      const kinds = {
        "init-image.png": "initImage",
        "mask.png": "mask",
        "mask-2.png": "mask",
      } as const
      for (const { name, address } of described.files) {
        const dialect = dialectOf(address.includes("transparent") ? "openai" : "deepseek")
        const prepared = await preparedImages(start, ann, { dialect, images })
        await writeFile(path.join(folder, name), prepared[kinds[name as keyof typeof kinds]] ?? "")
      }
      const code = writeCode(target, source)
      await runCode(target, folder, { name: codeFileName(target, source), code }, environmentOf(credentials))
      for (const { name } of source.requests) {
        const variant = wanted.find(([one]) => one === name)?.[1] ?? words
        const fileOf = (index: number) =>
          readFile(path.join(folder, `${name.replace(" ", "-")}-${index + 1}.png`))
        const connection = connections.find(({ id }) => id === variant.connectionId)
        if (!variant.extra || !connection) {
          expect((await sharp(await fileOf(0)).metadata()).width, name).toBe(512)
          continue
        }
        const dialect = dialectOf(connection.dialect)
        const pictures = await playgroundPictures(
          { ...variant, prepared: await preparedImages(variant, ann, { dialect, images }) },
          {
            dialect,
            address: { baseUrl: sandbox.url + connection.at, provider: connection.provider },
            http: started.http,
            apiKey: credentials.apiKey,
          },
        )
        expect(pictures).toHaveLength(Number(variant.parameters.num_images ?? 1))
        for (const [index, picture] of pictures.entries())
          expect((await fileOf(index)).equals(picture), `${name} ${index + 1}`).toBe(true)
      }
    },
  )
})
