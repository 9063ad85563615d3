import { NextRequest } from "next/server"
import NextAuth from "next-auth"
import { nextAuthOptions } from "#lib/server/auth/next-auth-options"
import { defineRoute } from "#lib/server/http/define-route"
import { readBytes } from "#lib/server/http/read-body"

const maxBodyBytes = 65_536

const handle = defineRoute(
  { role: "anyone", limit: "read" },
  async ({ request, path, container, address }) => {
    const options = nextAuthOptions(container, {
      address,
      userAgent: request.headers.get("user-agent") ?? "",
    })
    // next-auth reads whatever comes; here it gets what was counted.
    const body = request.method === "POST" ? Buffer.from(await readBytes(request, maxBodyBytes)) : undefined
    const counted = new NextRequest(request.url, { method: request.method, headers: request.headers, body })
    return NextAuth(counted, { params: { nextauth: path } }, options)
  },
)

export { handle as GET, handle as POST }
