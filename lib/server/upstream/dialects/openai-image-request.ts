import type { UpstreamAddress, UpstreamRequest, UpstreamRun } from "./dialect.ts"
import { type Fields, imageHeaders, imagePrompt } from "./image-fields.ts"
import { type Form, multipartForm } from "./multipart.ts"

/** Models that stream, and always send base64 (reference/upstream-apis.md). Other servers are told so in words. */
const newerModels = /^(gpt-image|chatgpt-image)/

/** At most three, and two are paid for less. */
const partialImages = 2

/** The parameters that are called otherwise here; all others go by their own names. */
const wireNames: Record<string, string> = { num_images: "n" }

/**
 * Builds the request for images in OpenAI's form: JSON for what is made from words, a form with files for what starts
 * from an image. Throws `BracketError("invalid_input")`.
 */
export function openAiImageRequest(run: UpstreamRun, address: UpstreamAddress): UpstreamRequest {
  const { variant, initImage, mask } = run
  const { text } = imagePrompt(variant)
  const isNewer = newerModels.test(variant.model)
  const streams = run.stream && isNewer && address.provider === "openai"
  const fields: Fields = {
    model: variant.model,
    prompt: text,
    ...Object.fromEntries(
      Object.entries(variant.parameters).map(([name, value]) => [wireNames[name] ?? name, value]),
    ),
    ...(isNewer ? {} : { response_format: "b64_json" }),
    ...(streams ? { stream: true, partial_images: partialImages } : {}),
    ...variant.extra,
  }
  const accept = streams ? "text/event-stream" : "application/json"
  if (!initImage)
    return {
      method: "POST",
      url: new URL(`${address.baseUrl}/images/generations`),
      headers: imageHeaders("application/json", accept),
      body: new TextEncoder().encode(JSON.stringify(fields)),
    }
  const form: Form = {
    fields: Object.entries(fields).map(([name, value]) => [name, formText(value)]),
    files: [
      // The older models take one image, under a name of its own.
      {
        name: variant.model.startsWith("dall-e") ? "image" : "image[]",
        fileName: "image.png",
        bytes: initImage,
      },
      ...(mask ? [{ name: "mask", fileName: "mask.png", bytes: mask }] : []),
    ],
  }
  const { contentType, body } = multipartForm(form)
  return {
    method: "POST",
    url: new URL(`${address.baseUrl}/images/edits`),
    headers: imageHeaders(contentType, accept),
    body,
    form,
  }
}

const formText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))
