/**
 * Loaded before an agent that is to be killed: it dies by SIGKILL just before the $DIE_AT-th time that it moves a file
 * into its place below the instance. What it would have done next is all that it does not do.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { rename } = fs.promises
let left = Number(process.env.DIE_AT)

fs.promises.rename = async (from, to) => {
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  return rename(from, to)
}
syncBuiltinESMExports()
