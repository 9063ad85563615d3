import { defineConfig } from "@playwright/test"
import { findBrowser } from "./e2e/browser.ts"

const { executablePath, args } = await findBrowser()

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results",
  // One app serves all specs, on machines with two cores: more workers only make it slow.
  workers: 2,
  retries: 0,
  // Some machines are three times slower than others; waiting longer costs only what fails.
  timeout: 150_000,
  expect: { timeout: 25_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    // Set by the global setup; the workers, which run the tests, read this file after it.
    baseURL: process.env.BRACKET_URL,
    browserName: "chromium",
    launchOptions: { executablePath, args },
    locale: "en-US",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
})
