import { existsSync } from "node:fs"
import path from "node:path"
import { type Config, ConfigError, readConfig } from "#lib/server/config"
import { createLog } from "#lib/server/log"
import { openReferences } from "#lib/server/open-secrets"
import { openSeal } from "#lib/server/secrets/open-seal"
import { BackupError, type Manifest } from "#lib/server/store/backup-archive"
import { makeBackup, noteBackup } from "#lib/server/store/make-backup"
import { StoreOpenError } from "#lib/server/store/open-store"
import { restoreBackup } from "#lib/server/store/restore-backup"
import type { Store } from "#lib/server/store/store"
import { readVersion } from "#lib/server/version"

/** What `npm run backup -- FILE` and `npm run restore -- FILE` run (see scripts/backup.mjs). */
const commands = { backup, restore }

interface Call {
  config: Config
  file: string
  options: string[]
}

async function main([name = "", file = "", ...options]: string[]): Promise<void> {
  if (file === "" || file.startsWith("--")) throw new ConfigError(`Say which file: npm run ${name} -- FILE.`)
  await commands[name as keyof typeof commands]({
    config: readConfig(process.env),
    file: path.resolve(file),
    options,
  })
}

async function backup({ config, file, options }: Call): Promise<void> {
  if (existsSync(file) && !options.includes("--replace"))
    throw new BackupError(`${file} is already there.`, "Choose another name, or add --replace.")
  if (config.databaseUrl === undefined && !existsSync(path.join(config.dataDir, "bracket.db")))
    throw new BackupError(
      `There is no database in ${config.dataDir}.`,
      "Set DATA_DIR to the folder of the Bracket that is to be saved, or DATABASE_URL to its database.",
    )
  const made = await makeBackup(config, file, { version: readVersion().version, now: Date.now() })
  say(`Saved to ${file}: ${contentsOf(made)}.`)
  await noteBackup(config, file, made).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    say(`The audit log could not be told of it: ${reason}`)
  })
  if (config.masterKey === undefined)
    say(
      "The master key is not in it. Keep master.key of the data folder in another place: without it, the stored keys of connections cannot be opened.",
    )
}

async function restore({ config, file, options }: Call): Promise<void> {
  if (!existsSync(file)) throw new BackupError(`There is no file ${file}.`, "Check its name.")
  if (config.databaseUrl !== undefined && !options.includes("--stopped"))
    throw new BackupError(
      "Other nodes may be running on this database.",
      "Stop all of them, then run this again with --stopped.",
    )
  const restored = await restoreBackup(file, config, {
    replace: options.includes("--replace"),
    now: Date.now(),
    ...(options.includes("--without-key") ? {} : { inspect: (store) => assertKey(config, store) }),
  })
  say(`Restored ${file} of ${new Date(restored.madeAt).toISOString()}: ${contentsOf(restored)}.`)
  say(
    "Everybody has to sign in again. What was deleted, revoked or suspended since then is back: look it over.",
  )
}

/** Before anything is replaced: the key that is here has to open what the backup holds. */
async function assertKey(config: Config, store: Store): Promise<void> {
  const { references, close } = openReferences({ config, now: Date.now, log: createLog("silent") })
  try {
    await openSeal({ config, references, sealed: store.sealed })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new BackupError(
      "The secrets in this backup were sealed with another master key than the one that is here.",
      "Put the master.key of its time into the data folder (or into MASTER_KEY), or add --without-key and enter the keys of the connections again.",
      error,
    )
  } finally {
    await close()
  }
}

function contentsOf({ rows, images }: Manifest): string {
  return `${rows.people ?? 0} people, ${rows.runs ?? 0} runs, ${rows.presets ?? 0} presets, ${images} images`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof ConfigError) console.error(`\n✗ ${error.message}`)
  else if (error instanceof StoreOpenError || error instanceof BackupError)
    console.error(`\n✗ ${error.message}\n  ${error.remedy}`)
  else console.error(error)
  process.exitCode = 1
})
