import { obtainModel } from "./model-file.ts"
import { LanguageModel } from "./writer.ts"

let model: LanguageModel | undefined

/** The sandbox's model, loaded once per test file. */
export function trainedModel(): LanguageModel {
  model ??= new LanguageModel(obtainModel())
  return model
}
