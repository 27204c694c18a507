/** `npm run budget`: whether every page of the built console stays within its first-load JavaScript. */
import path from 'node:path'
import { built } from './build/deploy.mjs'
import { FIRST_LOAD_BUDGET, firstLoads } from './build/first-load.mjs'

/** Prints a line for each page; gives how many are within the budget and how many are not. */
export function checkBudget() {
  const count = { passed: 0, failed: 0 }
  for (const { route, bytes } of firstLoads(path.join(built, 'web'))) {
    const isWithin = bytes <= FIRST_LOAD_BUDGET
    count[isWithin ? 'passed' : 'failed']++
    console.log(`${isWithin ? '✓' : '✗'} ${String(Math.round(bytes / 1000)).padStart(4)} kB  ${route}`)
  }
  return count
}

if (process.argv[1] === import.meta.filename) {
  const { failed } = checkBudget()
  if (failed)
    console.log(`${failed} pages need more than ${FIRST_LOAD_BUDGET / 1000} kB of JavaScript at first.`)
  process.exitCode = failed ? 1 : 0
}
