export function median(numbers: number[]): number {
  return percentile(numbers, 0.5)
}

/** The number that this share of all does not exceed. */
export function percentile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
