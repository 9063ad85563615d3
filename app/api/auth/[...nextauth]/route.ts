import type { NextRequest } from "next/server"
import NextAuth from "next-auth"
import { nextAuthOptions } from "#lib/server/auth/next-auth-options"
import { defineRoute } from "#lib/server/http/define-route"

const handle = defineRoute({ role: "anyone", limit: "read" }, ({ request, path, container, address }) => {
  const options = nextAuthOptions(container, { address, userAgent: request.headers.get("user-agent") ?? "" })
  return NextAuth(request as NextRequest, { params: { nextauth: path } }, options)
})

export { handle as GET, handle as POST }
