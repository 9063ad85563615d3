import { webUiMethods } from "#lib/sandbox/images/webui/endpoint"

/** What there is, and the methods that each path takes. */
export const methods: Record<string, string> = {
  "/v1/completions": "POST",
  "/v1/chat/completions": "POST",
  "/v1/images/generations": "POST",
  "/v1/models": "GET",
  "/openai/v1/images/generations": "POST",
  "/openai/v1/images/edits": "POST",
  "/openai/v1/models": "GET",
  ...webUiMethods,
  "/oauth2/authorize": "GET, POST",
  "/oauth2/token": "POST",
  "/oauth2/revoke": "POST",
  "/healthz": "GET",
  "/sandbox/requests": "GET",
}

/** Paths on which images are sent, and bodies may be large. */
const withImages = /^\/(?:v1\/images|openai\/v1\/images|sdapi)\//

export const takesImages = (path: string): boolean => withImages.test(path)

export const isWebUi = (path: string): boolean => path in webUiMethods

/**
 * Whether a request is one to the API. The control door is not, and would drown what it shows; so would the questions
 * how far a job is.
 */
export const isLogged = (path: string): boolean =>
  /^\/(?:openai\/)?v1\/|^\/sdapi\//.test(path) && path !== "/sdapi/v1/progress"
