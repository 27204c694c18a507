/**
 * Operations of several processes take turns where a count is looked at before something is added. Whoever dies with
 * a turn loses it after a while.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { PrismaClient } from '@/lib/adapters/database'
import { ConsoleError } from '@/lib/errors'

/** Milliseconds that a turn lasts at most, and that somebody waits for one. */
const LONGEST = 60_000
const PATIENCE = 20_000

export type Turns = {
  /** Waits for the turn of this name and keeps it until end(). Errors: conflict turn.taken after 20 s. */
  take(name: string): Promise<void>
  end(): Promise<void>
}

export function turns(database: PrismaClient, { patience = PATIENCE, longest = LONGEST } = {}): Turns {
  const holder = randomUUID()
  let hasSome = false
  return {
    async take(name) {
      hasSome = true
      const deadline = Date.now() + patience
      for (;;) {
        const now = new Date()
        await database.turn.deleteMany({ where: { name, until: { lt: now } } })
        const row = { name, holder, until: new Date(now.getTime() + longest) }
        const made = await database.turn.create({ data: row }).catch(() => null)
        const taken = made ?? (await database.turn.findUnique({ where: { name } }))
        if (taken?.holder === holder) return
        if (Date.now() > deadline) throw new ConsoleError('conflict', 'turn.taken')
        await pause(25)
      }
    },
    async end() {
      if (hasSome) await database.turn.deleteMany({ where: { holder } })
    },
  }
}
