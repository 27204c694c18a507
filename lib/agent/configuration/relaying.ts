/**
 * Whether a change lets strangers send mail through the server. The console asks whether that is meant; somebody who
 * owns it would not, so that the agent wants the password for it.
 */
import { risksOf } from '@/lib/configuration'
import type { Instance } from '@/lib/instance/instance'
import { checkPostfix, type SmtpdValues } from './check-postfix'
import type { Hazard } from './guard'

const NAMES: Partial<Record<ReturnType<typeof risksOf>[number]['code'], string>> = {
  networks: 'mynetworks',
  domains: 'relay_domains',
  anonymous: 'smtpd_sasl_security_options',
  routing: 'allow_untrusted_routing',
  xclient: 'smtpd_authorized_xclient_hosts',
}

/** What would be open that is not open today. */
export async function relayHazards(instance: Instance, wanted: readonly SmtpdValues[]): Promise<Hazard[]> {
  const risks = risksOf(wanted)
  if (risks.length === 0) return []
  const open = new Set(risksOf(await checkPostfix.present(instance)).map((risk) => JSON.stringify(risk)))
  const names = risks
    .filter((risk) => !open.has(JSON.stringify(risk)))
    .map(({ code }) => NAMES[code] ?? 'smtpd_relay_restrictions')
  return [...new Set(names)].map((name) => ({ file: 'postfix/main.cf', name, reason: 'statement' }))
}
