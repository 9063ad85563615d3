import type { ConnectionRow } from "./schema.ts"

/** A connection before anything was said of it; `now` in epoch ms. */
export function blankConnection(id: string, now: number): ConnectionRow {
  return {
    id,
    owner_id: null,
    name: "",
    dialect: "openai",
    provider: "compatible",
    base_url: "",
    credential_kind: "none",
    sealed_credential: null,
    last_four: null,
    source: "person",
    settings: "{}",
    models: null,
    disabled: 0,
    absent: 0,
    template: "custom",
    access: "everyone",
    trust: "member",
    secret_fields: "[]",
    key_created_at: null,
    fallback_credential: null,
    fallback_until: null,
    model_overrides: null,
    created_at: now,
    updated_at: now,
  }
}
