import { expect, it } from "vitest"
import { setUpStore, somebody, store } from "#lib/server/auth/auth-fixture"
import { deviceCookie, knownDevice } from "#lib/server/auth/known-devices"
import { personOfPassword } from "#lib/server/auth/password-sign-in"
import { createLimits } from "#lib/server/http/limits"

setUpStore()

const password = "a long enough password"
const authSecret = "x".repeat(32)
const cookieOf = (personId: string) => deviceCookie(personId, authSecret, true).split(";")[0] ?? ""

/** A fresh set of limits, and tries from given places. */
function counter() {
  const deps = { store, limits: createLimits(undefined), authSecret }
  return (email: string, typed: string, address = "10.0.0.1", cookies: string | null = null) =>
    personOfPassword(deps, { address, cookies }, email, typed)
}

async function guessUntilRefused(guess: () => Promise<unknown>, most: number): Promise<number> {
  for (let guesses = 0; guesses < most; guesses++) {
    const refused = await guess().then(
      () => false,
      (error: { code?: string }) => error.code === "rate_limited",
    )
    if (refused) return guesses
  }
  return most
}

it("knows the right password of an account in any case of its address, and nobody else's", async () => {
  const { person } = await somebody("member", { password, email: "ann@example.org" })
  const tries = counter()
  expect(await tries(" Ann@Example.org ", password)).toBe(person.id)
  expect(await tries("ann@example.org", "a wrong password")).toBeUndefined()
  expect(await tries("nobody@example.org", password)).toBeUndefined()
  await store.people.suspend(person.id, 1)
  expect(await tries("ann@example.org", password)).toBeUndefined()
})

it("guesses from one address end, while the right password from another still signs in", async () => {
  const { person } = await somebody("owner", { password, email: "ben@example.org" })
  const tries = counter()
  expect(await guessUntilRefused(() => tries("ben@example.org", "guess"), 20)).toBe(10)
  await expect(tries("ben@example.org", password)).rejects.toMatchObject({ code: "rate_limited" })
  expect(await tries("ben@example.org", password, "10.0.0.2")).toBe(person.id)
})

it("guesses from everywhere end too, and a browser that is known still signs in, from whatever address", async () => {
  const { person } = await somebody("owner", { password, email: "cleo@example.org" })
  const tries = counter()
  let host = 0
  const guesses = await guessUntilRefused(() => tries("cleo@example.org", "guess", `10.0.1.${++host}`), 150)
  expect(guesses).toBe(100)
  await expect(tries("cleo@example.org", password, "10.9.9.9")).rejects.toMatchObject({
    code: "rate_limited",
  })
  expect(await tries("cleo@example.org", password, "10.0.1.1", cookieOf(person.id))).toBe(person.id)
}, 60_000)

it("a known browser's own guesses end as well", async () => {
  const { person } = await somebody("member", { password, email: "dora@example.org" })
  const tries = counter()
  const guess = () => tries("dora@example.org", "guess", "10.0.0.1", cookieOf(person.id))
  const cookie = cookieOf(person.id)
  expect(await guessUntilRefused(() => tries("dora@example.org", "guess", "10.0.0.1", cookie), 20)).toBe(10)
  expect(await guess()).toBeUndefined()
})

it("the mark of a browser is good for its person only, and cannot be made up", async () => {
  const cookie = cookieOf("ann")
  expect(knownDevice(cookie, "ann", authSecret)).toBeDefined()
  expect(knownDevice(cookie, "ben", authSecret)).toBeUndefined()
  expect(knownDevice(cookie, "ann", "y".repeat(32))).toBeUndefined()
  for (const made of [null, "", "bracket-device=", "bracket-device=a.b", "bracket-device=%E0%A4%A"])
    expect(knownDevice(made, "ann", authSecret)).toBeUndefined()
})
