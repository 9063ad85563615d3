/** What a body begins like. Upstreams and what stands before them mislabel their answers, so the content type is not asked. */
export type Looks = "events" | "json" | "html" | "nothing"

export interface OpenedBody {
  looks: Looks
  /** The whole body, from its first byte. */
  body: AsyncIterable<Uint8Array>
  /** For a body that is not read. */
  leave(): Promise<void>
}

/** Blank bytes held while looking for the first other one: some upstreams send blank lines while they work. */
const maxBlankBytes = 1_048_576

/** Looks at the first byte that is not white space or part of a byte order mark. */
export async function openBody(body: AsyncIterable<Uint8Array> | null): Promise<OpenedBody> {
  const source = (body ?? nothing())[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let blank = 0
  for (;;) {
    const next = await source.next()
    if (next.done) return opened("nothing", held, source)
    held.push(next.value)
    const first = next.value.find((byte) => !isBlank(byte))
    blank += next.value.length
    if (first === undefined && blank < maxBlankBytes) continue
    return opened(looksOf(first), held, source)
  }
}

/** Tab, LF, CR, space, and the three bytes of the mark. */
const isBlank = (byte: number): boolean =>
  byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0xef || byte === 0xbb || byte === 0xbf

function looksOf(first: number | undefined): Looks {
  // No line of an event stream that means anything begins with a brace, a bracket or "<".
  if (first === 0x7b || first === 0x5b) return "json"
  return first === 0x3c ? "html" : "events"
}

/** What was held, then the rest, without a generator in between: it is passed once per token. */
function opened(looks: Looks, held: Uint8Array[], source: AsyncIterator<Uint8Array>): OpenedBody {
  async function leave(): Promise<void> {
    await source.return?.()
  }
  const iterator: AsyncIterator<Uint8Array> = {
    next() {
      const chunk = held.shift()
      return chunk ? Promise.resolve({ done: false, value: chunk }) : source.next()
    },
    async return() {
      await leave()
      return { done: true, value: undefined }
    },
  }
  return { looks, body: { [Symbol.asyncIterator]: () => iterator }, leave }
}

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {}
