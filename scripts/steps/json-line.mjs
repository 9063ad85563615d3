/**
 * A line of the log in the one form of all: the app's own lines are JSON already, what else its process writes (Next,
 * a warning of Node's) becomes the message of one. `stream` decides the level.
 */
export function jsonLine(line, { node, stream = "stdout", now = Date.now } = {}) {
  if (isRecord(line)) return line
  const level = stream === "stderr" ? "error" : "info"
  return JSON.stringify({ level, time: new Date(now()).toISOString(), node, msg: line })
}

function isRecord(line) {
  if (!line.startsWith("{")) return false
  try {
    return typeof JSON.parse(line).msg === "string"
  } catch {
    return false
  }
}
