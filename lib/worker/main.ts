/**
 * The console's background process: unprivileged, starts no program, and has no state of its own. Whatever it does
 * can be cut off at any moment and is taken up again by the next worker.
 */
import { connections } from '@/lib/access/connections'
import { recoverOpenIntents } from '@/lib/access/recovery'
import { runJobs } from '@/lib/jobs/run'
import { operations } from '@/lib/operations'
import { answerConnections } from './answering'
import { removeExpired } from './expired'
import { followRules } from './folder-rules'
import { log } from './log'
import { makeManagerMailbox } from './manager-mailbox'
import { followRenames } from './renamed-containers'
import { every } from './rounds'
import { untypeCollections } from './typed-collections'

const SECOND = 1000
const HOUR = 3600 * SECOND

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log('ending', { reason: signal })
    process.exit(0)
  })
}

log('started')
answerConnections()
every('interrupted changes', 3 * SECOND, async () => {
  for (const id of await recoverOpenIntents(operations)) log('settled', { intent: id })
  return undefined
})
every('expired rows', HOUR, async () => {
  const { sessions, throttles } = await removeExpired(connections().database)
  if (sessions + throttles > 0) log('removed', { sessions, throttles })
  return undefined
})
every('private containers', 5 * SECOND, async () => {
  // What somebody made private with ldapmodify has to be hidden as well.
  await connections().callAgent('directory.refreshAccess', { also: [], settled: [] })
  return undefined
})
const refreshRenamed = followRenames()
every('renamed containers', 5 * SECOND, async () => {
  for (const dn of await refreshRenamed()) log('refreshed groups', { below: dn })
  return undefined
})
every('jobs', SECOND, async () => {
  await runJobs()
  return undefined
})
every('rules for folders', 5 * 60 * SECOND, async () => {
  const begun = await followRules()
  if (begun > 0) log('began what rules for folders ask', { rules: begun })
  return undefined
})
every('types of calendars and address books', 30 * SECOND, async () => {
  for (const name of await untypeCollections()) log('took the type off what Cyrus serves', { name })
  return 'done'
})
every('mailbox of the manager', 3 * SECOND, makeManagerMailbox)
