import { NextRequest } from "next/server"
import NextAuth from "next-auth"
import { deviceCookie } from "#lib/server/auth/known-devices"
import { nextAuthOptions } from "#lib/server/auth/next-auth-options"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { readBytes } from "#lib/server/http/read-body"

const maxBodyBytes = 65_536

const handle = defineRoute(
  { role: "anyone", limit: "read" },
  async ({ request, path, container, address }) => {
    let cameIn: string | undefined
    const options = nextAuthOptions(container, {
      address,
      userAgent: request.headers.get("user-agent") ?? "",
      cookies: request.headers.get("cookie"),
      onSignIn: (personId) => {
        cameIn = personId
      },
    })
    // next-auth reads whatever comes; here it gets what was counted.
    const body = request.method === "POST" ? Buffer.from(await readBytes(request, maxBodyBytes)) : undefined
    const counted = new NextRequest(request.url, { method: request.method, headers: request.headers, body })
    const response: Response = await NextAuth(counted, { params: { nextauth: path } }, options)
    if (cameIn !== undefined)
      response.headers.append(
        "set-cookie",
        deviceCookie(cameIn, container.authSecret, container.publicUrl.startsWith("https://")),
      )
    return response
  },
)

export { handle as GET, handle as POST }

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods({ GET: handle, POST: handle })
