import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

/** "server-only" throws wherever it is not told that it is on a server: here its empty half stands in. */
const alias = {
  "server-only": fileURLToPath(new URL("./node_modules/server-only/empty.js", import.meta.url)),
}

const shared = {
  environment: "node" as const,
  pool: "forks" as const,
  restoreMocks: true,
  // Some machines are three times slower than others; waiting longer costs only what fails.
  testTimeout: 30_000,
  hookTimeout: 30_000,
  setupFiles: ["./scripts/fail-on-console-error.ts"],
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          ...shared,
          name: "server",
          include: ["lib/server/**/*.test.ts", "lib/sandbox/**/*.test.ts", "scripts/**/*.test.{ts,mjs}"],
          // Worker threads load their sources natively, past the alias above: they inherit this condition.
          execArgv: ["--conditions=react-server"],
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: "client",
          include: [
            "lib/domain/**/*.test.ts",
            "lib/client/**/*.test.{ts,tsx}",
            "components/**/*.test.{ts,tsx}",
            "messages/**/*.test.ts",
          ],
        },
      },
    ],
  },
})
