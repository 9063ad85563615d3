/** A reason not to go on that the person can do something about: one sentence, and what to do. */
export class Refusal extends Error {
  constructor(sentence, remedy = "") {
    super(sentence)
    this.remedy = remedy
  }
}

/** Runs a command's main function: a refusal is two lines and exit code 1, never a stack. */
export async function orRefuse(main) {
  try {
    await main()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(`\n✗ ${error.message}`)
    if (error.remedy) console.error(`  ${error.remedy}`)
    process.exit(1)
  }
}
