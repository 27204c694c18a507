/** Whether a server does what it is for: not only that it answers, but that mail, people and pages get through. */
import { isConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { printable } from '../cyrus-tools'
import { Silence } from './dialogue'
import { Elsewhere } from './elsewhere'
import type { ConfiguredService } from './files'
import { Refusal } from './greetings'
import { probeApache } from './probe-apache'
import { probeCyrus } from './probe-cyrus'
import { probePostfix } from './probe-postfix'
import { probeProftpd } from './probe-proftpd'
import { probeSlapd } from './probe-slapd'

type Probed = ConfiguredService

/** Each throws Refusal or Silence. */
const probes: Record<Probed, (instance: Instance) => Promise<void>> = {
  slapd: probeSlapd,
  cyrus: probeCyrus,
  postfix: probePostfix,
  apache: probeApache,
  proftpd: probeProftpd,
}

/**
 * What is wrong with a server, null when nothing is; takes half a minute at most. `code` is one of the errors, `detail`
 * what the server said, `service` the one that said it.
 */
export async function probe(
  instance: Instance,
  service: Probed,
): Promise<null | { service: Probed; code: string; detail: string }> {
  try {
    await probes[service](instance)
    return null
  } catch (fault) {
    const [by, error] = fault instanceof Elsewhere ? [fault.service, fault.cause] : [service, fault]
    const detail = error instanceof Error ? printable(error.message, 2000) : ''
    if (error instanceof Refusal) return { service: by, code: 'service.refused', detail }
    if (error instanceof Silence || isConsoleError(error))
      return { service: by, code: 'service.unreachable', detail }
    throw fault
  }
}
