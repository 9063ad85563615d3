import { readCorpus } from "#lib/sandbox/language/corpus"
import { loadModel, saveModel } from "#lib/sandbox/language/model-file"
import { train } from "#lib/sandbox/language/trainer"

/** Build step: `node lib/sandbox/train.ts` trains the sandbox's language model unless it is up to date. */
if (loadModel()) {
  process.stdout.write("Sandbox model: up to date\n")
} else {
  const began = performance.now()
  const model = train(readCorpus())
  saveModel(model)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  process.stdout.write(
    `Sandbox model: ${model.tokens.length} tokens, ${model.vocabulary.length} words, trained in ${seconds} s\n`,
  )
}
