/** The secret fields of each kind, in the order of the form; `oauth2` may do without (a public client). */
export const secretFields = {
  none: [],
  hmac: ["apiKey", "secretKey"],
  bearer: ["key"],
  basic: ["user", "password"],
  oauth2: ["clientSecret"],
} as const
