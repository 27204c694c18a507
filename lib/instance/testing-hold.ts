/** For tests: servers that keep their pids and ports and say nothing. */
import { readdirSync, readFileSync } from 'node:fs'
import { send } from './processes'
import { until } from './until'

/** SIGSTOP, and the moment until every thread has stopped: one that still runs would answer. */
export async function holdProcesses(pids: readonly number[]): Promise<void> {
  for (const pid of pids) send(pid, 'SIGSTOP')
  if (!(await until(() => pids.every(isHeld), 10_000))) throw new Error(`${pids.join()} do not stop`)
}

function isHeld(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).every((thread) => {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')
      return 'TtZX'.includes(stat.slice(stat.lastIndexOf(')') + 2)[0] ?? '')
    })
  } catch {
    return true // it has ended
  }
}
