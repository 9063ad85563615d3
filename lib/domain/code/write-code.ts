import { curlCode } from "./curl.ts"
import { javaCode } from "./java.ts"
import { nodeCode } from "./node.ts"
import { pythonCode } from "./python.ts"
import type { CodeSource, CodeTarget } from "./snippet.ts"

const writers: Record<CodeTarget, (source: CodeSource) => string> = {
  curl: curlCode,
  "python-requests": (source) => pythonCode("requests", source),
  "python-httpx": (source) => pythonCode("httpx", source),
  "python-openai": (source) => pythonCode("openai", source),
  "node-fetch": (source) => nodeCode("fetch", source),
  "node-axios": (source) => nodeCode("axios", source),
  "node-openai": (source) => nodeCode("openai", source),
  "java-okhttp": javaCode,
}

/**
 * A program that sends these requests one after the other and prints the answers; with checks a test (see `mayTest`). It
 * holds no secret: it reads them from the environment. Only where `unavailable` says nothing against the target.
 */
export function writeCode(target: CodeTarget, source: CodeSource): string {
  return writers[target](source)
}
