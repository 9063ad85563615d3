import { type Config, ConfigError, readConfig } from "#lib/server/config"
import { createLog } from "#lib/server/log"
import { openReferences } from "#lib/server/open-secrets"
import { newMasterKey, writeMasterKeyFile } from "#lib/server/secrets/master-key-file"
import { readMasterKeys } from "#lib/server/secrets/master-keys"
import { allSealed, isOurs } from "#lib/server/secrets/open-seal"
import type { ReferenceReader } from "#lib/server/secrets/references"
import { discardUnreadable } from "#lib/server/secrets/reseal"
import { type Rotation, rotateMaster } from "#lib/server/secrets/rotate-master"
import { createSeal, keyIdOf, type Seal, sealedText } from "#lib/server/secrets/seal"
import { openStore, StoreOpenError } from "#lib/server/store/open-store"
import type { Store } from "#lib/server/store/store"

/**
 * What `npm run secrets -- COMMAND` runs (see scripts/secrets.mjs), beside the app or instead of it: an embedded database
 * is locked while the app runs, a PostgreSQL one is not.
 */
const commands = { "rotate-master": rotate, status, "discard-unreadable": discard }

interface Opened {
  config: Config
  references: ReferenceReader
  store: Store
  options: string[]
}

async function main([name = "", ...options]: string[]): Promise<void> {
  const command = commands[name as keyof typeof commands]
  if (!command)
    throw new ConfigError(
      `There is no command "${name}": the commands are ${Object.keys(commands).join(", ")}.`,
    )
  const config = readConfig(process.env)
  const { references, close } = openReferences({ config, now: Date.now, log: createLog("silent") })
  try {
    const store = await openStore({ dataDir: config.dataDir, databaseUrl: config.databaseUrl })
    try {
      await command({ config, references, store, options })
    } finally {
      await store.close()
    }
  } finally {
    await close()
  }
}

async function rotate({ config, references, store, options }: Opened): Promise<void> {
  const stopped = options.includes("--stopped")
  const done = await rotateMaster({ config, references, sealed: store.sealed, stopped })
  say(`${done.resealed} stored values were sealed anew.`)
  for (const { place, id } of done.unreadable) say(`  not opened by any key: ${place} of ${id}`)
  say(outcomes[done.outcome])
  if (done.unreadable.length > 0) process.exitCode = 1
}

const outcomes: Record<Rotation["outcome"], string> = {
  replaced: "master.key holds the new key alone. Keep it with your backups; older backups need the old one.",
  "kept-old":
    "master.key keeps the old key too, as something could not be opened. Put it right and run this again.",
  "remove-old":
    "Everything is sealed with the first key of MASTER_KEY: take the others out when all nodes have restarted.",
  "no-new-key":
    "MASTER_KEY holds one key. To replace it: put the new one in front (NEW,OLD), restart all nodes, and run this again.",
}

async function status({ config, references, store }: Opened): Promise<void> {
  const known = await readMasterKeys(config, references)
  if (!known) return say("There is no master key yet: it is made at the first start.")
  const seal = createSeal(known.keys)
  say(`Master keys (from the ${known.source}), the first one seals: ${known.keys.map(keyIdOf).join(", ")}`)
  const counts = { values: 0, old: 0, foreign: 0 }
  for await (const value of allSealed(store.sealed)) {
    counts.values += 1
    if (!isOurs(seal, value)) counts.foreign += 1
    else if (!allCurrent(seal, value.text)) counts.old += 1
  }
  say(
    `${counts.values} sealed values; ${counts.old} by an older key, ${counts.foreign} by a key that is not here.`,
  )
}

const allCurrent = (seal: Seal, text: string): boolean =>
  [...text.matchAll(sealedText)].every(([sealed]) => seal.isCurrent(sealed))

async function discard({ config, references, store, options }: Opened): Promise<void> {
  const known = await readMasterKeys(config, references)
  const keys = known?.keys ?? [newMasterKey()]
  const seal = createSeal(keys)
  if (!options.includes("--yes")) {
    let count = 0
    for await (const value of allSealed(store.sealed)) if (!isOurs(seal, value)) count += 1
    return say(`${count} values cannot be opened with these keys. To give them up for good, add --yes.`)
  }
  if (!known) writeMasterKeyFile(config.dataDir, keys)
  say(
    `${await discardUnreadable(store.sealed, seal)} values were given up. Enter the keys of their connections again.`,
  )
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof ConfigError) console.error(`\n✗ ${error.message}`)
  else if (error instanceof StoreOpenError) console.error(`\n✗ ${error.message}\n  ${error.remedy}`)
  else console.error(error)
  process.exitCode = 1
})
