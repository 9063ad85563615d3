/**
 * What the app says to people on its standard output; everything else there is its log.
 *   bracket: step TEXT         something is ready
 *   bracket: warning SENTENCE  it runs, but the person should know
 *   bracket: link URL          it serves; URL signs the owner in, once
 *   bracket: ready URL         it serves
 *   bracket: fatal SENTENCE    it cannot run, and exits with 1
 */
const LINE = /^bracket: (step|warning|link|ready|fatal) (.+)$/

export function readAppLine(line) {
  const [, kind, text] = LINE.exec(line) ?? []
  return kind ? { kind, text } : { kind: "log", text: line }
}

/** Cuts a stream of chunks into lines; the rest without an end of line is handed over by `end`. */
export function lineSplitter(onLine) {
  let rest = ""
  return {
    write(chunk) {
      const lines = (rest + chunk).split(/\r?\n/)
      rest = lines.pop()
      lines.forEach(onLine)
    },
    end() {
      if (rest) onLine(rest)
      rest = ""
    },
  }
}
