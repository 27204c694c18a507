/**
 * Performs one operation and dies by SIGKILL right after the write to a server that $CRASH_AFTER counts to (0: the
 * record is written, no server was asked). Exit code 0 says that there were fewer writes than that.
 */
import { operations } from '@/lib/operations'
import { connections } from './connections'
import type { AnyOperation, Operation } from './operation'
import { perform } from './perform'

const writes = ['add', 'modify', 'remove', 'move', 'create', 'setQuota', 'asPerson']
let left = Number(process.env.CRASH_AFTER)

const die = () => process.kill(process.pid, 'SIGKILL')

function dying<T extends object>(server: T): T {
  return new Proxy(server, {
    get(target, name) {
      const member = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...values: unknown[]) => {
        const result = member.apply(target, values)
        if (name === 'as') return dying(result)
        if (!writes.includes(String(name))) return result
        if (left === 0) die()
        return Promise.resolve(result).then((value) => {
          left -= 1
          if (left === 0) die()
          return value
        })
      }
    },
  })
}

const [name, input] = process.argv.slice(2)
const operation = operations.find((known) => known.name === name) as AnyOperation as Operation<
  unknown,
  unknown
>
const real = connections()
const over = { ...real, directory: dying(real.directory), mailboxes: dying(real.mailboxes) }
await perform({ kind: 'root' }, operation, JSON.parse(input ?? ''), over)
process.exit(0)
