import { expect, it } from "vitest"
import { describeAgent } from "#lib/domain/user-agent"

it("tells apart the browsers that name each other, so that a person knows which device to sign out", () => {
  const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)"
  const cases: [string, string | undefined, string | undefined][] = [
    [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/140.0 Safari/537.36 Edg/140.0`, "Edge", "Windows"],
    [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} HeadlessChrome/140.0 Safari/537.36`, "Chrome", "Linux"],
    [`Mozilla/5.0 (Linux; Android 16) ${webkit} Chrome/140.0 Mobile Safari/537.36`, "Chrome", "Android"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 14.1; rv:140.0) Gecko/2010 Firefox/140.0", "Firefox", "macOS"],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) ${webkit} Version/19.0 Safari/604.1`,
      "Safari",
      "iOS",
    ],
    ["curl/8.5.0", undefined, undefined],
    ["", undefined, undefined],
  ]
  for (const [agent, browser, system] of cases) expect(describeAgent(agent)).toEqual({ browser, system })
})
