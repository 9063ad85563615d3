import { describe, expect, test } from "vitest"
import { red, server, setUpImages, started } from "./image-server.fixture.ts"

setUpImages()

describe("the address of an image", () => {
  const whole = (url: string) => JSON.stringify({ created: 1, data: [{ url, seed: 3 }] })

  test("on the upstream's own host is fetched without the key, over a redirect too", async () => {
    const { calls } = await server(({ path, response }) => {
      if (path.startsWith("/moved")) response.writeHead(302, { location: "/there.png" }).end()
      else if (path.startsWith("/there")) response.end(red)
      else response.end(whole("/moved.png?sig=1"))
    })
    const { page } = await started()
    await page.ended
    expect(page.runs()[0]).toMatchObject({ status: "succeeded", images: [{ index: 0, seed: 3, width: 512 }] })
    expect(calls.map(({ path }) => path)).toEqual([
      "/v1/images/generations",
      "/moved.png?sig=1",
      "/there.png",
    ])
    for (const { headers } of calls.slice(1)) expect(headers.authorization).toBeUndefined()
  })

  test.each([
    ["the own network, though an admin owns the connection", "http://10.1.2.3/a.png", "blocked_address"],
    ["a metadata service", "http://169.254.169.254/latest", "blocked_address"],
    ["plain http elsewhere", "http://203.0.113.9/a.png", "blocked_address"],
    ["a file of this machine", "file:///etc/passwd", "upstream_garbage"],
    ["nothing", "/gone.png", "upstream_image_gone"],
    ["a circle", "/circle", "upstream_image_gone"],
    ["the own network, by a redirect", "/inside", "blocked_address"],
  ])("to %s fails", async (_, url, code) => {
    await server(({ path, response }) => {
      if (path === "/circle") response.writeHead(302, { location: "/circle" }).end()
      else if (path === "/inside") response.writeHead(302, { location: "http://10.1.2.3/" }).end()
      else if (path === "/gone.png") response.writeHead(410).end()
      else response.end(whole(url))
    })
    const { page } = await started()
    await page.ended
    expect(page.runs()[0]).toMatchObject({ status: "failed", error: { code } })
    // Not the connection is wrong, but what its server says: that is what the person is told.
    if (code === "blocked_address") expect(page.runs()[0]?.error?.params).toMatchObject({ rule: "image" })
  })
})
