import type { CodeRequest } from "./code-request.ts"
import type { CodeSource } from "./snippet.ts"

/** A signed chat request, as the sandbox takes it. */
export const signedChat = (more: Partial<CodeRequest> = {}): CodeRequest => ({
  connection: "Sandbox",
  model: "sandbox-small",
  answer: "chat",
  stream: false,
  url: { base: "SANDBOX_BASE_URL", text: "/v1/chat/completions" },
  auth: { kind: "hmac", apiKey: "SANDBOX_API_KEY", secretKey: "SANDBOX_SECRET_KEY" },
  body: {
    kind: "json",
    value: {
      model: "sandbox-small",
      messages: [{ role: "user", content: "Say \"hello\"\nto 水 & 'me'" }],
      temperature: 0.7,
      stop: ["\n\n"],
      stream: false,
    },
  },
  ...more,
})

/** A picture that starts from another one, by a form, with a key. */
export const editedPicture = (): CodeRequest => ({
  connection: "OpenAI",
  model: "gpt-image-1",
  answer: "images",
  stream: false,
  url: { text: "https://api.openai.com/v1/images/edits" },
  auth: { kind: "bearer", key: "OPENAI_API_KEY" },
  body: {
    kind: "form",
    fields: [
      { name: "model", value: "gpt-image-1" },
      { name: "prompt", value: 'a lamp, "lit"; it\'s night' },
      { name: "n", value: "2" },
    ],
    files: [
      { name: "image[]", file: "init-image.png" },
      { name: "mask", file: "mask.png" },
    ],
  },
})

/** One of everything: signed and streamed, a form, a token fetched first, base64 in JSON. */
export const mixedSource = (): CodeSource => ({
  requests: [
    { name: "A", ...signedChat({ stream: true }) },
    { name: "Pictures", ...editedPicture() },
    {
      name: "C",
      ...signedChat({
        connection: "Team",
        url: { text: "https://models.example/v1/chat/completions" },
        auth: {
          kind: "oauth2",
          tokenUrl: { text: "https://login.example/token" },
          clientId: "TEAM_CLIENT_ID",
          clientSecret: "TEAM_CLIENT_SECRET",
          scope: "models",
        },
      }),
    },
    {
      name: "D",
      ...signedChat({
        answer: "webui",
        model: "sd-xl",
        connection: "Studio",
        url: { text: "http://127.0.0.1:7860/sdapi/v1/img2img" },
        auth: { kind: "basic", user: "STUDIO_USER", password: "STUDIO_PASSWORD" },
        body: { kind: "json", value: { prompt: "a lamp", init_images: ["BracketFile00001"], seed: 4 } },
      }),
    },
  ],
  files: [
    { token: "BracketFile00001", name: "init-image.png" },
    { token: "BracketFile00002", name: "mask.png" },
  ],
})
