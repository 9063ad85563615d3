import { discardData, startApp } from "./start-app.ts"

/** One app for all specs. They read where it is from these variables: the workers inherit them. */
export default async function globalSetup() {
  const app = await startApp()
  process.env.BRACKET_URL = app.url
  process.env.BRACKET_LINK = app.link
  process.env.BRACKET_DATA_DIR = app.dataDir
  return async () => {
    await app.stop()
    await discardData(app)
  }
}
