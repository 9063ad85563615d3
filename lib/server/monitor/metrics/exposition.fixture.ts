/** One metric of an exposition, with its samples. */
export interface Family {
  type: string
  help: string
  samples: { name: string; labels: Record<string, string>; value: number }[]
}

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const labelPair = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(?:,|$)/y

/**
 * Reads Prometheus' text format as strictly as it is written down: HELP and TYPE once and before the samples, one group
 * per metric, no sample twice, buckets that rise to +Inf. Throws on anything else.
 */
export function readExposition(text: string): Map<string, Family> {
  const families = new Map<string, Family>()
  const seen = new Set<string>()
  let current = ""
  if (!text.endsWith("\n")) throw new Error("the last line has no end")
  for (const line of text.split("\n")) {
    if (line === "") continue
    const [, word, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (word === "HELP") {
      if (families.has(name)) throw new Error(`${name} comes twice`)
      families.set(name, { type: "", help: rest, samples: [] })
      current = name
    } else if (word === "TYPE") {
      const family = families.get(name)
      if (!family || name !== current || family.type !== "" || family.samples.length > 0)
        throw new Error(`TYPE of ${name} is out of place`)
      family.type = rest
    } else {
      const sample = readSample(line)
      const family = families.get(current)
      const suffix = sample.name.slice(current.length)
      const suffixes =
        family?.type === "histogram"
          ? ["_bucket", "_sum", "_count"]
          : family?.type === "summary"
            ? ["", "_sum", "_count"]
            : [""]
      if (!family?.type || !sample.name.startsWith(current) || !suffixes.includes(suffix))
        throw new Error(`${sample.name} stands outside of its group`)
      const key = `${sample.name} ${JSON.stringify(sample.labels)}`
      if (seen.has(key)) throw new Error(`${key} comes twice`)
      seen.add(key)
      family.samples.push(sample)
    }
  }
  for (const [name, family] of families) if (family.type === "histogram") assertRising(name, family)
  return families
}

function readSample(line: string) {
  const [, name, list = "", figure = ""] = sampleLine.exec(line) ?? []
  if (name === undefined) throw new Error(`not a sample: ${line}`)
  const labels: Record<string, string> = {}
  labelPair.lastIndex = 0
  while (labelPair.lastIndex < list.length) {
    const at = labelPair.lastIndex
    const [, key, value] = labelPair.exec(list) ?? []
    if (key === undefined || value === undefined) throw new Error(`not a label at ${at}: ${line}`)
    labels[key] = value
  }
  const value = figure === "+Inf" ? Number.POSITIVE_INFINITY : Number(figure)
  if (Number.isNaN(value) && figure !== "Nan" && figure !== "NaN") throw new Error(`not a figure: ${line}`)
  return { name, labels, value }
}

function assertRising(name: string, { samples }: Family): void {
  const series = new Map<string, { le: number; value: number }[]>()
  for (const { name: sample, labels, value } of samples) {
    if (sample !== `${name}_bucket`) continue
    const { le = "", ...others } = labels
    const key = JSON.stringify(others)
    series.set(key, [
      ...(series.get(key) ?? []),
      { le: le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le), value },
    ])
  }
  for (const [key, buckets] of series) {
    buckets.reduce((before, bucket) => {
      if (bucket.le <= before.le || bucket.value < before.value)
        throw new Error(`${name} ${key} does not rise`)
      return bucket
    })
    const count = samples.find(
      ({ name: sample, labels }) => sample === `${name}_count` && JSON.stringify(labels) === key,
    )
    if (buckets.at(-1)?.le !== Number.POSITIVE_INFINITY || buckets.at(-1)?.value !== count?.value)
      throw new Error(`${name} ${key} does not end with all`)
  }
}
