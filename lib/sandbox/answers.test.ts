import OpenAI from "openai"
import { describe, expect, test } from "vitest"
import { credentials, running } from "./running.fixture.ts"

// The official OpenAI SDK is the independent client: what it cannot read, nobody's code could.
async function client() {
  const sandbox = await running()
  return new OpenAI({ baseURL: `${sandbox.url}/v1`, apiKey: credentials.apiKey, maxRetries: 0 })
}
const messages = [{ role: "user" as const, content: "How do I bake bread?" }]
const shared = { seed: 5, max_tokens: 60 }

describe("the SDK gets the same text streamed and whole", () => {
  test("completions", async () => {
    const openai = await client()
    const body = { ...shared, model: "sandbox-fast", prompt: "怎样冲一杯好咖啡？", n: 2 }
    const whole = await openai.completions.create(body)
    const texts = ["", ""]
    const stream = await openai.completions.create({ ...body, stream: true })
    for await (const chunk of stream) {
      for (const choice of chunk.choices) texts[choice.index] += choice.text
    }
    expect(texts).toEqual(whole.choices.map((choice) => choice.text))
    expect(texts[0]).not.toBe(texts[1])
    expect(texts[0]).toContain("咖啡")
  })

  test("chat, with the usage chunk of stream_options", async () => {
    const openai = await client()
    const body = { ...shared, model: "sandbox-fast", messages }
    const whole = await openai.chat.completions.create(body)
    const stream = await openai.chat.completions.create({
      ...body,
      stream: true,
      stream_options: { include_usage: true },
    })
    let text = ""
    const chunks: OpenAI.Chat.ChatCompletionChunk[] = []
    for await (const chunk of stream) {
      chunks.push(chunk)
      text += chunk.choices[0]?.delta.content ?? ""
    }
    expect(text).toBe(whole.choices[0]?.message.content)
    expect(chunks[0]?.choices[0]?.delta.role).toBe("assistant")
    expect(chunks.at(-1)?.choices).toEqual([])
    expect(chunks.at(-1)?.usage).toEqual(whole.usage)
    expect(chunks.at(-2)?.usage).toEqual(whole.usage)
  })

  test("the SDK's own classes for errors", async () => {
    const openai = await client()
    await expect(openai.models.retrieve("none")).rejects.toBeInstanceOf(OpenAI.NotFoundError)
    const request = openai.completions.create({ model: "none", prompt: "x" })
    await expect(request).rejects.toMatchObject({ status: 404, code: "model_not_found", param: "model" })
    const ids: string[] = []
    for await (const model of openai.models.list()) ids.push(model.id)
    expect(ids).toEqual(expect.arrayContaining(["sandbox-small", "sandbox-thinking", "fault-stall"]))
  })
})

describe("request fields", () => {
  const prompt = "What does temperature do?"

  test("stop ends the text before the sequence, wherever tokens are cut", async () => {
    const openai = await client()
    const body = { ...shared, model: "sandbox-fast", prompt }
    const full = (await openai.completions.create(body)).choices[0]?.text ?? ""
    const stop = full.slice(20, 27)
    const stopped = await openai.completions.create({ ...body, stop: ["never said", stop] })
    expect(stopped.choices[0]).toMatchObject({
      text: full.slice(0, full.indexOf(stop)),
      finish_reason: "stop",
    })
  })

  test("max_tokens ends with length, counted as in usage; a short answer ends by itself", async () => {
    const openai = await client()
    const cut = await openai.completions.create({ ...shared, max_tokens: 7, model: "sandbox-fast", prompt })
    expect([cut.choices[0]?.finish_reason, cut.usage?.completion_tokens]).toEqual(["length", 7])
    const whole = await openai.completions.create({
      ...shared,
      max_tokens: 400,
      model: "sandbox-fast",
      prompt,
    })
    expect(whole.choices[0]?.finish_reason).toBe("stop")
  })

  test("penalties change a text only where words come again", async () => {
    const openai = await client()
    const ask = async (frequency_penalty: number): Promise<string> => {
      const body = {
        model: "sandbox-fast",
        prompt,
        max_tokens: 120,
        seed: 5,
        temperature: 0,
        frequency_penalty,
      }
      return (await openai.completions.create(body)).choices[0]?.text ?? ""
    }
    const [plain, punished] = [await ask(0), await ask(2)]
    expect(punished.slice(0, 15)).toBe(plain.slice(0, 15))
    expect(punished).not.toBe(plain)
  })

  test("echo with logprobs scores the prompt: the first token has none", async () => {
    const openai = await client()
    const body = {
      model: "sandbox-fast",
      prompt: "A low temperature",
      echo: true,
      logprobs: 3,
      max_tokens: 2,
      seed: 1,
    }
    const [choice] = (await openai.completions.create(body)).choices
    const logprobs = choice?.logprobs
    expect(choice?.text.startsWith("A low temperature")).toBe(true)
    expect(logprobs?.tokens?.slice(0, 3)).toEqual(["A", " low", " temperature"])
    expect(logprobs?.token_logprobs?.[0]).toBeNull()
    expect(logprobs?.token_logprobs?.[2]).toBeLessThan(0)
    expect(logprobs?.text_offset).toEqual([0, 1, 5, 17, expect.any(Number)])
    expect(Object.keys(logprobs?.top_logprobs?.[3] ?? {})).toHaveLength(3)
  })

  test("chat logprobs carry the bytes of each token", async () => {
    const openai = await client()
    const body = { ...shared, model: "sandbox-fast", messages, logprobs: true, top_logprobs: 2 }
    const [choice] = (await openai.chat.completions.create(body)).choices
    const content = choice?.logprobs?.content ?? []
    expect(content.map((token) => token.token).join("")).toBe(choice?.message.content)
    expect(Buffer.from(content.flatMap((token) => token.bytes ?? [])).toString()).toBe(
      choice?.message.content,
    )
    expect(content[0]?.top_logprobs).toHaveLength(2)
  })

  test("a suffix asks for a short bridge", async () => {
    const openai = await client()
    const body = {
      model: "sandbox-fast",
      prompt: "Warm the cup first,",
      suffix: "Then drink it slowly.",
      seed: 1,
    }
    const answer = await openai.completions.create(body)
    expect(answer.usage?.completion_tokens).toBeLessThan(80)
    expect(answer.choices[0]?.finish_reason).toBe("stop")
  })
})
