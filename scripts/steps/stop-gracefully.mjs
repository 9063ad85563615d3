import { readFileSync } from "node:fs"

const GRACE_MS = 30_000
/** npm repeats the terminal's Ctrl+C: what comes this soon is the same one. */
const SAME_SIGNAL_MS = 500

/**
 * Hands signals on to a child that leads a process group of its own (so the terminal's Ctrl+C reaches it through us,
 * once). It has GRACE_MS to end; a second Ctrl+C, or the end of that time, kills the whole group. So does SIGQUIT
 * (Ctrl+\) at once.
 */
export function stopGracefully(child, { withParent, onStopping, graceMs = GRACE_MS }) {
  let askedAt
  const stop = (signal) => {
    if (askedAt === undefined) {
      askedAt = Date.now()
      onStopping(signal)
      child.kill(signal)
      setTimeout(() => killGroup(child), graceMs).unref()
    } else if (Date.now() - askedAt > SAME_SIGNAL_MS) {
      killGroup(child)
    }
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal))
  process.on("SIGQUIT", () => {
    askedAt ??= Date.now()
    killGroup(child)
  })
  if (withParent) whenParentIsGone(() => stop("SIGTERM"))
  return { wasAsked: () => askedAt !== undefined }
}

function whenParentIsGone(stop) {
  const before = upToNpm()
  const watch = setInterval(() => {
    if (upToNpm() === before) return
    clearInterval(watch)
    stop()
  }, 500)
  watch.unref()
}

/** Our parent, and its parent too when it is the shell that npm put in between, which outlives a killed npm. */
function upToNpm() {
  const parent = process.ppid
  try {
    const [, name, grandparent] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${parent}/stat`, "utf8")) ?? []
    return /^(ba|da|z|)sh$/.test(name) ? `${parent} ${grandparent}` : `${parent}`
  } catch {
    // No /proc on this system.
    return `${parent}`
  }
}

/** Ends the child and all that it started. */
export function killGroup(child) {
  try {
    if (process.platform === "win32") child.kill("SIGKILL")
    else process.kill(-child.pid, "SIGKILL")
  } catch (error) {
    if (error.code !== "ESRCH") throw error
  }
}
