import { expect, it } from "vitest"
import type { KeyValue } from "./key-value.ts"

/**
 * What every key-value driver has to keep. `open` gives one on an empty space; `pass` lets so many ms go by.
 */
export function keyValueContract(open: () => Promise<KeyValue>, pass: (ms: number) => Promise<void>): void {
  it("finds what was set, whatever signs it has, until it is deleted", async () => {
    const store = await open()
    const value = "雨 😀 \0 \n"
    await store.set("a key: with / signs", value, 60_000)
    expect(await store.get("a key: with / signs")).toBe(value)
    expect(await store.get("another")).toBeUndefined()
    await store.set("a key: with / signs", "", 60_000)
    expect(await store.get("a key: with / signs")).toBe("")
    await store.delete("a key: with / signs")
    await store.delete("a key: with / signs")
    expect(await store.get("a key: with / signs")).toBeUndefined()
    await store.close()
  })

  it("a reader that has gone is forgotten after its time, and not before", async () => {
    const store = await open()
    await store.set("gone", "1", 30_000)
    await store.set("here", "1", 60_000)
    await store.set("renewed", "1", 30_000)
    await store.set("renewed", "2", 60_000)
    await pass(30_000)
    expect(await store.get("gone")).toBeUndefined()
    expect(await store.get("here")).toBe("1")
    expect(await store.get("renewed")).toBe("2")
    await store.close()
  })

  it("one of many that want the same thing at once gets it, the next after its time", async () => {
    const store = await open()
    const wants = await Promise.all(["a", "b", "c"].map((who) => store.setIfAbsent("turn", who, 30_000)))
    expect(wants).toEqual([true, false, false])
    expect(await store.get("turn")).toBe("a")
    await pass(30_000)
    expect(await store.setIfAbsent("turn", "d", 60_000)).toBe(true)
    expect(await store.get("turn")).toBe("d")
    await store.close()
  })

  it("lets only its holder renew or give back what was taken", async () => {
    const store = await open()
    await store.setIfAbsent("lock", "first", 30_000)
    expect(await store.renewIfEqual("lock", "first", 60_000)).toBe(true)
    await pass(30_000)
    expect(await store.get("lock")).toBe("first")
    await pass(30_000)
    expect(await store.renewIfEqual("lock", "first", 60_000)).toBe(false)
    await store.setIfAbsent("lock", "second", 60_000)
    expect(await store.renewIfEqual("lock", "first", 60_000)).toBe(false)
    expect(await store.deleteIfEqual("lock", "first")).toBe(false)
    expect(await store.get("lock")).toBe("second")
    expect(await store.deleteIfEqual("lock", "second")).toBe(true)
    expect(await store.deleteIfEqual("lock", "second")).toBe(false)
    expect(await store.get("lock")).toBeUndefined()
    await store.close()
  })

  it("takes a fraction of a ms as a time", async () => {
    const store = await open()
    await store.set("short", "1", 0.2)
    await store.set("long", "1", 60_000.5)
    expect(await store.get("long")).toBe("1")
    await store.close()
  })
}
