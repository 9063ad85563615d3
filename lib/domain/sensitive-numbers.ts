const digitsOf = (text: string): string => text.replace(/\D/g, "")

/** A Chinese resident identity number by GB 11643-1999: 18 places, a real date of birth, ISO 7064 MOD 11-2. */
export function isChineseId(text: string): boolean {
  const year = Number(text.slice(6, 10))
  const month = Number(text.slice(10, 12))
  const day = Number(text.slice(12, 14))
  const born = new Date(Date.UTC(year, month - 1, day))
  if (year < 1850 || born.getUTCMonth() !== month - 1 || born.getUTCDate() !== day) return false
  let sum = 0
  for (let place = 0; place < 17; place++) sum += Number(text[place]) * (2 ** (17 - place) % 11)
  return "10X98765432"[sum % 11] === text[17]?.toUpperCase()
}

/** A number of a payment card by ISO/IEC 7812: 13 to 19 digits, the last one by Luhn. */
export function isCreditCard(text: string): boolean {
  const digits = digitsOf(text)
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 0 ? digit : digit * 2
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** An IBAN by ISO 13616: read as a number with its first four places last, it leaves 1 when divided by 97. */
export function isIban(text: string): boolean {
  const plain = text.replaceAll(" ", "")
  if (plain.length < 15 || plain.length > 34) return false
  let rest = 0
  for (const letter of plain.slice(4) + plain.slice(0, 4))
    rest = Number(String(rest) + String(Number.parseInt(letter, 36))) % 97
  return rest === 1
}

/** A US Social Security number: no area 000, 666 or 9xx, no group 00, no serial 0000 (SSA, since 2011). */
export function isSocialSecurityNumber(text: string): boolean {
  const [area = "", group = "", serial = ""] = text.split("-")
  return !/^(000|666|9)/.test(area) && group !== "00" && serial !== "0000"
}

/** A number as it is called from abroad: 7 to 15 digits by E.164. */
export function isPhone(text: string): boolean {
  const { length } = digitsOf(text)
  return length >= 7 && length <= 15
}
