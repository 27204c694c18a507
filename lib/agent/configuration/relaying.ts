/**
 * Whether a change lets strangers send mail through the server. The console asks whether that is meant; somebody who
 * owns it would not, so that the agent wants the password for it.
 */
import { EqualityFilter, OrFilter } from 'ldapts'
import { MEANT, relayedDomains, risksOf } from '@/lib/configuration'
import type { Instance } from '@/lib/instance/instance'
import { asSlapdAdministrator } from '@/lib/instance/slapd/administration'
import { checkPostfix, type SmtpdValues } from './check-postfix'
import type { Hazard } from './guard'

type Risk = ReturnType<typeof risksOf>[number]

const NAMES: Partial<Record<Risk['code'], string>> = {
  networks: 'mynetworks',
  trusted: 'mynetworks',
  domains: 'relay_domains',
  relayed: 'relay_domains',
  anonymous: 'smtpd_sasl_security_options',
  routing: 'allow_untrusted_routing',
  xclient: 'smtpd_authorized_xclient_hosts',
}

/** What is to be confirmed, and as hazards what would be open that is not open today. */
export async function relayRisks(
  instance: Instance,
  wanted: readonly SmtpdValues[],
): Promise<{ risks: Risk[]; hazards: Hazard[] }> {
  const own = await ownDomains(
    instance,
    wanted.flatMap(({ values }) => relayedDomains(values)),
  )
  const risks = risksOf(wanted, own)
  if (risks.length === 0) return { risks: [], hazards: [] }
  const present = risksOf(await checkPostfix.present(instance), own)
  const open = new Set(present.map((risk) => JSON.stringify(risk)))
  const fresh = risks.filter((risk) => !open.has(JSON.stringify(risk)))
  const names = fresh.map(({ code }) => NAMES[code] ?? 'smtpd_relay_restrictions')
  return {
    risks: risks.filter((risk) => fresh.includes(risk) || !MEANT.includes(risk.code)),
    hazards: [...new Set(names)].map((name) => ({ file: 'postfix/main.cf', name, reason: 'statement' })),
  }
}

/** Those of the names that are domains of the directory; none while it does not answer. */
async function ownDomains(instance: Instance, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set()
  const filter = new OrFilter({
    filters: names.map((value) => new EqualityFilter({ attribute: 'associatedDomain', value })),
  })
  const values = await asSlapdAdministrator(instance, async (client) => {
    const attributes = ['associatedDomain']
    const { searchEntries } = await client.search(instance.suffix, { scope: 'sub', filter, attributes })
    return searchEntries.flatMap((entry) => [entry.associatedDomain].flat().map(String))
  }).catch(() => [])
  return new Set(values.map((name) => name.toLowerCase()))
}
