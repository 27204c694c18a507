/** Whether a server does what it is for: not only that it answers, but that mail, people and pages get through. */
import { isConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { printable } from '../cyrus-tools'
import { Silence } from './dialogue'
import type { ConfiguredService } from './files'
import { probeApache } from './probe-apache'
import { Refusal, readKnownMessage } from './probe-mailbox'
import { probePostfix } from './probe-postfix'
import { probeProftpd } from './probe-proftpd'
import { probeSlapd } from './probe-slapd'

type Probed = ConfiguredService

/** Each throws Refusal or Silence; cyrus lets the administrator sign in and read a message that was there before. */
const probes: Record<Probed, (instance: Instance) => Promise<void>> = {
  slapd: probeSlapd,
  cyrus: readKnownMessage,
  postfix: probePostfix,
  apache: probeApache,
  proftpd: probeProftpd,
}

/**
 * What is wrong with a server, null when nothing is; takes half a minute at most. `code` is one of the errors, `detail`
 * what the server said.
 */
export async function probe(
  instance: Instance,
  service: Probed,
): Promise<null | { code: string; detail: string }> {
  try {
    await probes[service](instance)
    return null
  } catch (error) {
    const detail = error instanceof Error ? printable(error.message, 300) : ''
    if (error instanceof Refusal) return { code: 'service.refused', detail }
    if (error instanceof Silence || isConsoleError(error)) return { code: 'service.unreachable', detail }
    throw error
  }
}
