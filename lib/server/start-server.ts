import "server-only"
import { ofServer } from "#lib/server/audit/audit-recorder"
import { makeSignInToken } from "#lib/server/auth/sign-in-links"
import { type Config, ConfigError } from "#lib/server/config"
import { type Container, getContainer, say } from "#lib/server/container"
import { StoreOpenError } from "#lib/server/store/store-open-error"

/** Starts everything behind the pages, tells the person at the terminal, and takes the signals to stop. */
export async function startServer(): Promise<void> {
  // next-auth reads its own address from the host that the browser asked for: any name of this machine works.
  process.env.AUTH_TRUST_HOST = "true"
  try {
    const container = await getContainer()
    stopOnSignals(container)
    warnAboutExposure(container.config)
    announce(container).catch((error: unknown) => {
      console.error(error)
      say("fatal Bracket could not make its sign-in link; the reason is in its log.")
      process.exit(1)
    })
  } catch (error) {
    const known = error instanceof ConfigError || error instanceof StoreOpenError
    say(`fatal ${known ? error.message : "Bracket could not start; the reason is in its log."}`)
    if (!known) console.error(error)
    process.exit(1)
  }
}

/** Says where Bracket runs as soon as it answers there; until the owner has a password, with a link that signs in once. */
async function announce({ config, store, audit, publicUrl, now }: Container): Promise<void> {
  await answersAt(
    `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${config.port}/api/health`,
  )
  const owner = await store.people.ensureOwner(now())
  if (owner.password_hash !== null) return say(`ready ${publicUrl}`)
  say(`link ${publicUrl}/sign-in#token=${await makeSignInToken(store, owner.id, now())}`)
  audit.record({ ...ofServer, action: "sign-in-link.print", target: owner.id, outcome: "ok", details: {} })
}

async function answersAt(url: string): Promise<void> {
  for (;;) {
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function warnAboutExposure(config: Config): void {
  const loopback = ["127.0.0.1", "::1", "localhost"].includes(config.host)
  if (!loopback && !config.publicUrl?.startsWith("https://"))
    say(
      `warning Bracket listens on ${config.host} without https: put a proxy with https in front and set PUBLIC_URL to its address.`,
    )
}

/** What closing may take beyond the time that runs are given, in ms. */
const closeWithinMs = 15_000

function stopOnSignals(container: Container): void {
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    // A database or a server that hangs must not keep the process from ending by itself.
    const late = setTimeout(() => {
      container.log.error("not closed in time")
      process.exit(1)
    }, container.config.shutdownGraceMs + closeWithinMs)
    const failed = await container.close().then(
      () => false,
      (err: unknown) => {
        container.log.error({ err }, "not closed cleanly")
        return true
      },
    )
    clearTimeout(late)
    process.exit(failed ? 1 : 0)
  }
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop())
}
