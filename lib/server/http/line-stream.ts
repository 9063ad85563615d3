const encoder = new TextEncoder()

/**
 * Answers with text as it is made, read on only as fast as the reader takes it. With a `fileName` (ASCII) the browser
 * saves it. A source that fails breaks the answer off, so that half a file is not taken for a whole one.
 */
export function lineStream(
  source: AsyncGenerator<string, void>,
  { type, fileName }: { type: string; fileName?: string },
): Response {
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await source.next()
        if (next.done) controller.close()
        else controller.enqueue(encoder.encode(next.value))
      } catch (error) {
        controller.error(error)
      }
    },
    cancel: async () => void (await source.return()),
  })
  return new Response(stream, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      ...(fileName ? { "content-disposition": `attachment; filename="${fileName}"` } : {}),
    },
  })
}
