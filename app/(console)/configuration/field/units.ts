/** Numbers with a unit, as a field shows them while somebody types: `10 MB`, `5m`. */

export type Unit = 'B' | 'kB' | 'MB' | 'GB' | 'TB' | 's' | 'm' | 'h' | 'd' | 'w'

/** The value that the text in the field stands for: a number alone is one of the unit beside it. */
export function saidIn(text: string, unit: Unit): string {
  const amount = text.trim()
  if (!/^\d+$/.test(amount)) return text
  return /^[A-Zk]/.test(unit) ? `${amount} ${unit}` : `${amount}${unit}`
}

/** A value of one number and one unit; null for every other one. */
export function partsOf(value: string, units: readonly Unit[]): { amount: string; unit: Unit } | null {
  const [, amount, letters] = /^(\d+) ?([A-Za-z]{1,2})$/.exec(value) ?? []
  const unit = units.find((one) => one === letters)
  return amount !== undefined && unit ? { amount, unit } : null
}

/**
 * What the field shows of a value, and the unit beside it. What was typed stays as it is as long as it means the value:
 * `1h` may be on its way to `1h30m`. Without a unit beside it, the text has its own.
 */
export function shownOf(
  value: string,
  typing: { text: string; unit: Unit } | null,
  units: readonly Unit[],
  usual: Unit,
): { text: string; unit: Unit; isPlain: boolean } {
  const parts = partsOf(value, units)
  const unit = parts?.unit ?? typing?.unit ?? usual
  const isTyped = typing !== null && saidIn(typing.text, unit) === value
  const text = isTyped ? typing.text : (parts?.amount ?? value)
  return { text, unit, isPlain: text === '' || (parts !== null && saidIn(text, unit) !== text) }
}
