import { mkdtempSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, test } from "vitest"
import { dataFolderSecret } from "./data-folder-secret.ts"

test("a secret is made once, stays the same, and only its owner may read it", () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), "bracket-")), "data")
  const secret = dataFolderSecret(folder, "master")
  expect(Buffer.from(secret, "base64")).toHaveLength(32)
  expect(dataFolderSecret(folder, "master")).toBe(secret)
  expect(dataFolderSecret(folder, "auth")).not.toBe(secret)
  expect(statSync(path.join(folder, "master.key")).mode & 0o777).toBe(0o600)
})
