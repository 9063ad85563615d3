import type { Client } from "@elastic/elasticsearch"

/** Rises when the mappings change: a later version replaces an earlier one. */
const version = 1

const keyword = { type: "keyword", ignore_above: 512 } as const

/**
 * What each field is. Fields that are not here are kept and not indexed: no document can make the mappings grow. One
 * plain index, for `create` tells that a document is there already only within one index.
 */
const properties = {
  "@timestamp": { type: "date" },
  timestamp: { type: "date" },
  endpoint: keyword,
  method: keyword,
  status: { type: "short" },
  duration: { type: "float" },
  first_token_ms: { type: "float" },
  model: keyword,
  served_model: keyword,
  connection: keyword,
  connection_name: keyword,
  provider: keyword,
  host: keyword,
  tokens_in: { type: "long" },
  tokens_out: { type: "long" },
  cost: { type: "double" },
  request_id: keyword,
  response_id: keyword,
  run_id: keyword,
  batch_id: keyword,
  attempt: { type: "short" },
  person: keyword,
  error_code: keyword,
  finish_reason: keyword,
  cached: { type: "boolean" },
  node: keyword,
  prompt: { type: "text" },
} as const

/** Says how the index is made, before the first document makes it. The same again changes nothing. */
export async function putTemplate(client: Client, index: string): Promise<void> {
  await client.indices.putIndexTemplate({
    name: `bracket-${index}`,
    index_patterns: [index],
    // Above the templates that come with Elasticsearch.
    priority: 300,
    version,
    template: { mappings: { dynamic: false, properties } },
    _meta: { description: "Calls of Bracket to its providers, one document each." },
  })
}

/** Begins to delete documents from before a moment (epoch ms); the cluster goes on with it by itself. */
export async function deleteOld(client: Client, index: string, before: number): Promise<void> {
  await client.deleteByQuery({
    index,
    query: { range: { "@timestamp": { lt: new Date(before).toISOString() } } },
    conflicts: "proceed",
    wait_for_completion: false,
    ignore_unavailable: true,
  })
}
