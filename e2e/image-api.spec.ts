import sharp from "sharp"
import { expect, test } from "./fixtures.ts"

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#c60" } })

test("an upload is kept, shown small, and cut to what is sent; a wrong question is refused", async ({
  api,
}) => {
  const upload = await picture(800, 400).png().toBuffer()
  const kept = await api.http.post("/api/images", { data: upload })
  const { sha256, width, height } = await kept.json()
  expect({ width, height }).toEqual({ width: 800, height: 400 })
  const shown = async (query: string) => {
    const answer = await api.http.get(`/api/images/${sha256}${query}`)
    expect(answer.status(), query).toBe(200)
    expect(answer.headers()).toMatchObject({ "x-content-type-options": "nosniff" })
    expect(answer.headers()["cache-control"]).toContain("immutable")
    const { format, width, height } = await sharp(await answer.body()).metadata()
    expect(answer.headers()["content-type"]).toBe(`image/${format}`)
    return `${format} ${width}x${height}`
  }
  expect(await shown("")).toBe("png 800x400")
  expect(await shown("?width=320")).toBe("webp 320x160")
  expect(await shown("?size=512x768")).toBe("png 512x768")
  expect(await shown("?size=512x512&crop=0.5,0,0.5,1")).toBe("png 512x512")
  for (const query of [
    "width=333",
    "width=x",
    "size=9x9",
    "size=4096x512",
    "size=big",
    "size=512x512&crop=1,2",
    "size=512x512&crop=0,0,1,2",
    "size=512x512&crop=a,b,c,d",
  ])
    expect((await api.http.get(`/api/images/${sha256}?${query}`)).status(), query).toBe(400)
  expect((await api.http.get(`/api/images/${"0".repeat(64)}?width=160`)).status()).toBe(404)
  expect((await api.http.get(`/api/images/${sha256}/download`)).status()).toBe(400)
  expect((await api.http.get(`/api/images/${sha256}/download?run=none`)).status()).toBe(404)
})

test("what cannot be kept is refused with what is wrong, whatever it calls itself", async ({ api }) => {
  const refused = async (data: Buffer, type = "image/png") => {
    const answer = await api.http.post("/api/images", { data, headers: { "content-type": type } })
    const { error } = await answer.json()
    return { status: answer.status(), code: error.code, params: error.params, hinted: error.hint !== "" }
  }
  const unsupported = { status: 415, code: "unsupported_media_type", hinted: true }
  expect(await refused(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))).toEqual({
    ...unsupported,
    params: { problem: "format", format: "SVG" },
  })
  expect(await refused(Buffer.from("hello"), "image/jpeg")).toEqual({
    ...unsupported,
    params: { problem: "no_picture" },
  })
  const whole = await picture(300, 300).jpeg().toBuffer()
  expect(await refused(whole.subarray(0, whole.length / 2))).toEqual({
    ...unsupported,
    params: { problem: "truncated" },
  })
  expect(await refused(Buffer.alloc(26 * 1024 * 1024))).toMatchObject({
    status: 413,
    code: "body_too_large",
    params: { problem: "picture", maxMegabytes: 25 },
  })
})

test("a large upload arrives whole", async ({ api }) => {
  // More than the ten MB of which frameworks like to pass on only the beginning.
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const
  const upload = await sharp({
    create: { width: 2300, height: 2300, channels: 3, background: "#000", noise },
  })
    .png({ compressionLevel: 1 })
    .toBuffer()
  expect(upload.length).toBeGreaterThan(11_000_000)
  const kept = await api.http.post("/api/images", { data: upload })
  expect(kept.status(), await kept.text()).toBe(200)
  expect(await kept.json()).toMatchObject({ width: 2048, height: 2048 })
})
