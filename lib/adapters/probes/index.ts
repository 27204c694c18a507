import { probeApache } from './apache'
import { probeCyrus } from './cyrus'
import { probePostfix } from './postfix'
import type { Probe, ProbeDetail, ProbeTargets } from './probe'
import { probeProftpd } from './proftpd'
import { probeSaslauthd } from './saslauthd'
import { probeSlapd } from './slapd'

export type { ProbeDetail, ProbeTargets }

/** One row a server, in the order in which they start. */
const probes = {
  slapd: probeSlapd,
  saslauthd: probeSaslauthd,
  cyrus: probeCyrus,
  postfix: probePostfix,
  apache: probeApache,
  proftpd: probeProftpd,
} satisfies Record<string, Probe>

export type ServiceProbe = {
  service: keyof typeof probes
  detail: ProbeDetail
  milliseconds: number
}

/** Asks every server at once; takes at most the time given (milliseconds) and never throws. */
export function probeServices(targets: ProbeTargets, withinMs = 2000): Promise<ServiceProbe[]> {
  const names = Object.keys(probes) as (keyof typeof probes)[]
  return Promise.all(
    names.map(async (service) => {
      const begin = performance.now()
      const detail = await ask(probes[service], targets, AbortSignal.timeout(withinMs))
      return { service, detail, milliseconds: Math.round(performance.now() - begin) }
    }),
  )
}

async function ask(probe: Probe, targets: ProbeTargets, signal: AbortSignal): Promise<ProbeDetail> {
  try {
    return (await probe(targets, signal)) ? 'answers' : 'strange'
  } catch {
    return signal.aborted ? 'silent' : 'absent'
  }
}
