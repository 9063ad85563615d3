/** Prints what a command is doing: one line per step, with its result and how long it took. */

const live = process.stdout.isTTY && !process.env.CI
const colour = (code, text) => (live ? `\u001b[${code}m${text}\u001b[0m` : text)

/** "0.4 s", "12.3 s", "2 min 05 s" */
export function duration(ms) {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`
}

export function stepDone(name, detail, ms) {
  const time = ms === undefined ? "" : colour(2, ` (${duration(ms)})`)
  console.log(`${colour(32, "✓")} ${name}${detail ? colour(2, `: ${detail}`) : ""}${time}`)
}

export function warn(sentence) {
  console.log(`${colour(33, "!")} ${sentence}`)
}

/** Begins a step that takes time; on a terminal its line is replaced by the result. */
export function beginStep(name) {
  const began = Date.now()
  if (live) process.stdout.write(`${colour(2, `… ${name}`)}\r`)
  else console.log(`… ${name}`)
  const clear = () => live && process.stdout.write("\u001b[2K")
  return {
    done(detail = "") {
      clear()
      stepDone(name, detail, Date.now() - began)
    },
    failed(output = "") {
      clear()
      console.log(`${colour(31, "✗")} ${name}${colour(2, ` (${duration(Date.now() - began)})`)}`)
      if (output.trim()) console.log(output.trimEnd())
    },
  }
}

/** A heading between the parts of a long command. */
export function heading(text) {
  console.log(`\n${colour(1, `── ${text} ${"─".repeat(Math.max(3, 70 - text.length))}`)}`)
}
