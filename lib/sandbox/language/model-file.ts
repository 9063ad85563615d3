import { createHash } from "node:crypto"
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { corpusFolder, readCorpus } from "./corpus.ts"
import { findBounds, type Model, train } from "./trainer.ts"

const here = import.meta.dirname
export const modelFile = join(dirname(here), "model", "model.bin")

/** What the model is made of: the corpus and the code that reads it. Changes when a new training is due. */
export function fingerprint(): string {
  const hash = createHash("sha256")
  for (const folder of [corpusFolder, here]) {
    const names = readdirSync(folder).filter((name) => /\.txt$|(?<!\.test|\.fixture)\.ts$/.test(name))
    for (const name of names.sort()) hash.update(`${name}\0`).update(readFileSync(join(folder, name)))
  }
  return hash.digest("hex")
}

const arrays = ["tokens", "topicOf", "suffixes", "words", "wordSuffixes", "wordOf"] as const

interface Header {
  fingerprint: string
  vocabulary: string[]
  topics: Model["topics"]
  lengths: number[]
}

/** Layout: length of the header (uint32, little endian), the header as JSON padded to 4 bytes, the arrays. */
function pack(model: Model, print: string): Buffer {
  const header: Header = {
    fingerprint: print,
    vocabulary: model.vocabulary,
    topics: model.topics,
    lengths: arrays.map((name) => model[name].length),
  }
  const text = Buffer.from(JSON.stringify(header))
  const padded = Buffer.alloc(Math.ceil(text.length / 4) * 4, " ")
  text.copy(padded)
  const size = Buffer.alloc(4)
  size.writeUInt32LE(padded.length)
  const data = arrays.map((name) => {
    const { buffer, byteOffset, byteLength } = model[name]
    return Buffer.from(buffer, byteOffset, byteLength)
  })
  return Buffer.concat([size, padded, ...data])
}

function unpack(bytes: Buffer, print: string): Model | undefined {
  const size = bytes.readUInt32LE(0)
  const header: Header = JSON.parse(bytes.toString("utf8", 4, 4 + size))
  if (header.fingerprint !== print) return undefined
  let at = 4 + size
  const [tokens, topicOf, suffixes, words, wordSuffixes, wordOf] = header.lengths.map((length) => {
    const array = new Int32Array(length)
    Buffer.from(array.buffer).set(bytes.subarray(at, at + length * 4))
    at += length * 4
    return array
  })
  if (!(tokens && topicOf && suffixes && words && wordSuffixes && wordOf)) return undefined
  const { vocabulary, topics } = header
  const bounds = findBounds(vocabulary)
  return { vocabulary, topics, tokens, topicOf, suffixes, words, wordSuffixes, bounds, wordOf }
}

/** The model trained earlier; undefined when there is none, or when corpus or trainer have changed since. */
export function loadModel(file: string = modelFile): Model | undefined {
  try {
    return unpack(readFileSync(file), fingerprint())
  } catch {
    // A missing or half-written file only means that training is due.
    return undefined
  }
}

/** Writes the model; a reader sees the old file or the new one, never a part. */
export function saveModel(model: Model, file: string = modelFile): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}.part`, pack(model, fingerprint()))
  renameSync(`${file}.${process.pid}.part`, file)
}

/** The model of the corpus: from the file when it is up to date, else trained now (a second or two). */
export function obtainModel(): Model {
  return loadModel() ?? train(readCorpus())
}
