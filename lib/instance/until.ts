/** Waiting for something to become true, with an end. */

/** Asks again every few milliseconds until the answer is true; false when the deadline (milliseconds) passes. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  deadline: number,
  interval = 20,
): Promise<boolean> {
  const end = Date.now() + deadline
  for (;;) {
    if (await condition()) return true
    if (Date.now() >= end) return false
    await new Promise((resolve) => setTimeout(resolve, interval))
  }
}
