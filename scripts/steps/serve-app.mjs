import { spawn } from "node:child_process"
import { constants, hostname } from "node:os"
import { join } from "node:path"
import { lineSplitter, readAppLine } from "./app-lines.mjs"
import { jsonLine } from "./json-line.mjs"
import { openLogFile } from "./log-file.mjs"
import { stepDone, warn } from "./progress.mjs"
import { root } from "./project.mjs"
import { killGroup, stopGracefully } from "./stop-gracefully.mjs"

const LAST_LINES = 20
const preload = new URL("./stop-with-parent.mjs", import.meta.url).href

/**
 * Runs the app until it ends and answers its exit code. What it says to people is shown, the rest goes to its log file
 * (and to the terminal when `verbose`). `withParent` stops it when the process that started us is gone.
 */
export async function serveApp({ node, args, env, dataDir, verbose, withParent }) {
  const log = openLogFile(join(dataDir, "logs/app.log"))
  const child = spawn(node, ["--import", preload, ...args], {
    cwd: root,
    env,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  })
  // A closed terminal must not end us before the app has ended.
  process.stdout.on("error", () => {})

  const stopping = stopGracefully(child, { withParent, onStopping: () => console.log("\nStopping …") })
  const screen = showApp({ log, verbose, node: env.NODE_NAME || hostname() })
  eachLine(child.stdout, screen.line)
  eachLine(child.stderr, (line) => screen.logLine(line, "stderr"))

  const code = await new Promise((resolve, reject) => {
    child.on("error", reject)
    child.on("exit", (exitCode, signal) => resolve(exitCode ?? 128 + constants.signals[signal]))
  })
  killGroup(child)
  await Promise.all([drained(child.stdout), drained(child.stderr)])
  if (!stopping.wasAsked()) screen.endedUnexpectedly(code)
  return code
}

function showApp({ log, verbose, node }) {
  const last = []
  let lastStepAt = Date.now()
  let fatal = false

  function logLine(line, stream) {
    log.writeLine(jsonLine(line, { node, stream }))
    last.push(line)
    if (last.length > LAST_LINES) last.shift()
    if (verbose) console.log(line)
  }

  function line(raw) {
    const { kind, text } = readAppLine(raw)
    if (kind === "log") return logLine(raw)
    // The link is a key: it is for the terminal, not for a file.
    log.writeLine(jsonLine(kind === "link" ? "bracket: link (shown on the terminal only)" : raw, { node }))
    if (kind === "step") {
      stepDone(capitalised(text), "", Date.now() - lastStepAt)
      lastStepAt = Date.now()
    } else if (kind === "warning") warn(text)
    else if (kind === "link") announce("Open this link to sign in as owner (works once):", text)
    else if (kind === "ready") announce("Bracket runs at", text)
    else {
      fatal = true
      console.error(`\n✗ ${text}`)
    }
  }

  function announce(sentence, url) {
    console.log(`\n  ${sentence}\n\n    ${url}\n\n  Ctrl+C stops Bracket. Its log: ${log.path}\n`)
  }

  function endedUnexpectedly(code) {
    if (fatal) return
    if (!verbose && last.length > 0) console.error(`\n${last.join("\n")}`)
    console.error(
      `\n✗ Bracket ended by itself (exit code ${code}).\n  Its last lines are above, all of them in ${log.path}`,
    )
  }

  return { line, logLine, endedUnexpectedly }
}

function eachLine(stream, onLine) {
  const lines = lineSplitter(onLine)
  stream.setEncoding("utf8").on("data", lines.write).on("end", lines.end)
}

function drained(stream) {
  return stream.readableEnded ? undefined : new Promise((done) => stream.once("close", done))
}

function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
