/** How long an upstream may take, in ms. Each is a connection's setting; DESIGN section 8 has the defaults. */
export interface TimeLimits {
  /** Name look-up, TCP and TLS handshake together. */
  connectMs: number
  /** Not one byte, before or after the headers. Keep-alive comments are bytes. */
  silenceMs: number
  /** Until the first payload: a reasoning model may think this long behind keep-alive comments. */
  firstPayloadMs: number
  /** Between two payloads. */
  betweenPayloadsMs: number
  totalMs: number
}

export const defaultTimeLimits: TimeLimits = {
  connectMs: 10_000,
  silenceMs: 60_000,
  firstPayloadMs: 600_000,
  betweenPayloadsMs: 120_000,
  totalMs: 1_800_000,
}
