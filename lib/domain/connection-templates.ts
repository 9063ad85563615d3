import type { CredentialKind, DialectId, ProviderId } from "#lib/domain/connection"

/** What a new connection starts from: everything but the key. */
export interface ConnectionTemplate {
  id: TemplateId
  /** A name of its own, not translated; `custom` has none. */
  name: string
  dialect: DialectId
  provider: ProviderId
  baseUrl: string
  credential: CredentialKind
  /** Other kinds that such a server may ask for. */
  otherCredentials: CredentialKind[]
  statusUrl?: string
  consoleUrl?: string
  /** Makes images; such connections are kept and tested, and take runs once images are there. */
  images?: boolean
  /** The loopback port on which such a server usually listens, and a path whose answer says that it does. */
  discover?: { port: number; path: string }
}

export type TemplateId =
  | "deepseek-signed"
  | "deepseek"
  | "openai"
  | "openrouter"
  | "ollama"
  | "vllm"
  | "llama.cpp"
  | "lmstudio"
  | "sglang"
  | "sdwebui"
  | "custom"

/** A model server on the own machine: no key as a rule, but most can be told to ask for one. */
const local = (
  id: TemplateId & ProviderId,
  name: string,
  port: number,
): ConnectionTemplate & { discover: { port: number; path: string } } => ({
  id,
  name,
  dialect: "openai",
  provider: id,
  baseUrl: `http://127.0.0.1:${port}/v1`,
  credential: "none",
  otherCredentials: ["bearer", "basic"],
  discover: { port, path: "/v1/models" },
})

/** In the order in which they are offered. */
export const connectionTemplates: readonly ConnectionTemplate[] = [
  {
    id: "deepseek-signed",
    name: "DeepSeek (signed)",
    dialect: "deepseek",
    provider: "deepseek-signed",
    baseUrl: "https://api.deepseek.com",
    credential: "hmac",
    otherCredentials: ["oauth2"],
    statusUrl: "https://status.deepseek.com",
    consoleUrl: "https://platform.deepseek.com",
  },
  {
    id: "deepseek",
    name: "DeepSeek",
    dialect: "openai",
    provider: "deepseek",
    baseUrl: "https://api.deepseek.com",
    credential: "bearer",
    otherCredentials: [],
    statusUrl: "https://status.deepseek.com",
    consoleUrl: "https://platform.deepseek.com",
  },
  {
    id: "openai",
    name: "OpenAI",
    dialect: "openai",
    provider: "openai",
    baseUrl: "https://api.openai.com/v1",
    credential: "bearer",
    otherCredentials: [],
    statusUrl: "https://status.openai.com",
    consoleUrl: "https://platform.openai.com",
  },
  {
    id: "openrouter",
    name: "OpenRouter",
    dialect: "openai",
    provider: "openrouter",
    baseUrl: "https://openrouter.ai/api/v1",
    credential: "bearer",
    otherCredentials: [],
    statusUrl: "https://status.openrouter.ai",
    consoleUrl: "https://openrouter.ai/settings/credits",
  },
  local("ollama", "Ollama", 11434),
  local("vllm", "vLLM", 8000),
  local("llama.cpp", "llama.cpp", 8080),
  local("lmstudio", "LM Studio", 1234),
  local("sglang", "SGLang", 30000),
  {
    id: "sdwebui",
    name: "Stable Diffusion WebUI",
    dialect: "sdwebui",
    provider: "sdwebui",
    baseUrl: "http://127.0.0.1:7860",
    credential: "none",
    otherCredentials: ["basic"],
    images: true,
    discover: { port: 7860, path: "/sdapi/v1/sd-models" },
  },
  {
    id: "custom",
    name: "",
    dialect: "openai",
    provider: "compatible",
    baseUrl: "",
    credential: "bearer",
    otherCredentials: ["none", "basic", "hmac", "oauth2"],
  },
]

/** The template of that id; `custom` for one that is not there (any more). */
export function templateOf(id: string): ConnectionTemplate {
  const found = connectionTemplates.find((template) => template.id === id)
  return found ?? (connectionTemplates.at(-1) as ConnectionTemplate)
}
