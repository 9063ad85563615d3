import { spawn } from "node:child_process"
import { constants } from "node:os"
import { root } from "./project.mjs"

const STOPPING = ["SIGINT", "SIGTERM", "SIGHUP"]

/**
 * Runs one tool to its end. `quiet` keeps the output for the caller, otherwise it goes to the terminal.
 * A signal to us goes to the tool as well, and then ends us: nothing is left running.
 */
export function runTool(command, args, { env = process.env, quiet = false, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"]
    const child = spawn(command, args, { cwd: root, env, stdio, shell })
    let output = ""
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        output += text
      })
    }

    let stoppedBy
    const stop = (signal) => {
      stoppedBy = signal
      child.kill(signal)
    }
    for (const signal of STOPPING) process.on(signal, stop)
    const done = () => {
      for (const signal of STOPPING) process.off(signal, stop)
      if (stoppedBy) process.exit(128 + constants.signals[stoppedBy])
    }

    child.on("error", (error) => {
      done()
      reject(error)
    })
    child.on("close", (code, signal) => {
      done()
      resolve({ code: code ?? 128 + constants.signals[signal], output })
    })
  })
}
