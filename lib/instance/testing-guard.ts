/** Waits until the test run that started it is over, then removes the run's instance and those made beside it. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { removeInstance } from './remove'

const [, , directory] = process.argv
if (!directory) throw new Error('usage: guard <directory>')

// A Ctrl-C is for the test run; the end of the input says when that is really over.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

process.stdin.resume()
process.stdin.on('error', () => {})
await new Promise((resolve) => process.stdin.once('close', resolve))
const [place, own] = [path.dirname(directory), path.basename(directory)]
const beside = readdirSync(place).filter((name) => name.startsWith(`${own}-`) && !name.endsWith('.lock'))
for (const name of [...beside, own]) await removeInstance(path.join(place, name))
