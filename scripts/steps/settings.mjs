import { accessSync, constants, existsSync, mkdirSync } from "node:fs"
import { createServer } from "node:net"
import { dirname, resolve } from "node:path"
import { root } from "./project.mjs"
import { Refusal } from "./refusal.mjs"

/** What must be known before the app runs. Every other variable is the app's to read and to refuse. */
export function readSettings(env) {
  return {
    port: readPort(env.PORT),
    host: env.HOST || "127.0.0.1",
    dataDir: resolve(root, env.DATA_DIR || ".data"),
  }
}

function readPort(text) {
  if (!text) return 3000
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port
  throw new Refusal(
    `PORT is "${text}", which is not a port number.`,
    "Give a number from 1 to 65535, such as PORT=3000.",
  )
}

/** Makes the data folder, for its owner only, and makes sure that we may write there. */
export function prepareDataDir(dataDir) {
  try {
    makeFolder(dataDir)
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new Refusal(
      `The data folder ${dataDir} cannot be written (${error.code}).`,
      "Give this user write permission there, or choose another folder with DATA_DIR.",
    )
  }
}

/** Like mkdir's own `recursive`, which never comes back where a folder exists but takes no entries (/proc). */
function makeFolder(path) {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/** Listens for a moment where the app will, to refuse before the long steps and not after them. */
export async function checkAddress(host, port) {
  const server = createServer()
  const error = await new Promise((done) => {
    server.once("error", done)
    server.listen({ host, port, exclusive: true }, () => done(undefined))
  })
  if (!error) return void (await new Promise((closed) => server.close(closed)))
  throw addressRefusal(error.code, host, port)
}

function addressRefusal(code, host, port) {
  if (code === "EADDRINUSE") {
    const other = port < 65_535 ? port + 1 : port - 1
    return new Refusal(
      `Port ${port} on ${host} is already taken.`,
      `Stop the program that uses it, or choose another port, such as PORT=${other}.`,
    )
  }
  if (code === "EACCES") {
    return new Refusal(
      `This user may not listen on port ${port}.`,
      "Choose a port above 1023, such as PORT=3000.",
    )
  }
  return new Refusal(
    `HOST is "${host}", which is not an address of this machine (${code}).`,
    "Leave it out for this machine only, or use 0.0.0.0 for every network it is on.",
  )
}
