import { type NextRequest, NextResponse } from "next/server"

/**
 * Gives each page its Content-Security-Policy with a fresh nonce, which Next puts on its own scripts, and tells the
 * page its path, so that sign-in can return to it. Rights are checked by pages and routes, not here.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64")
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : ""}`,
    // Styles cannot run code; React's style attributes and the fonts' sheets need this.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // Texts are compared in a worker of our own.
    "worker-src 'self'",
  ].join("; ")
  const headers = new Headers(request.headers)
  headers.set("x-nonce", nonce)
  headers.set("content-security-policy", policy)
  headers.set("x-bracket-path", request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set("content-security-policy", policy)
  response.headers.set("referrer-policy", "no-referrer")
  response.headers.set("x-content-type-options", "nosniff")
  return response
}

// The sandbox's page brings a policy of its own, which is stricter.
export const config = { matcher: ["/((?!api/|sandbox/|_next/|favicon\\.ico$|icon\\.svg$).*)"] }
