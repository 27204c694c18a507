/**
 * Whether strangers could send mail through the server, judged from what Postfix's parameters come to for each service
 * that takes mail; postconf(5) and SMTPD_ACCESS_README. A list of restrictions is walked as a stranger would be: not
 * signed in, with mail for somebody elsewhere. It guards when it surely ends in a refusal. One list that guards is enough.
 */
import { type Message, msgid } from '@/lib/locales/translate'
import { itemsOf } from './kinds/lists'
import { asksForTheName, directoryTablesIn, type IsExact, isTable, keysOf } from './lookup-tables'
import { publicAddresses } from './public-networks'
import type { Preview } from './views'

/** What each risk is, for {service} with {what}. */
export const relayRisks = {
  noGuard: msgid('{service} refuses mail for other servers nowhere.'),
  permit: msgid('{service} lets through by {what} before it refuses mail for other servers.'),
  table: msgid('{service} lets through what {what} says before it refuses mail for other servers.'),
  certificates: msgid('{service} lets everybody through who has any certificate.'),
  networks: msgid('{service} trusts networks that are larger than one’s own: {what}.'),
  trusted: msgid('{service} passes on mail anywhere for whoever has one of these addresses: {what}.'),
  domains: msgid('{service} passes on mail for domains of anybody: {what}.'),
  relayed: msgid('{service} passes on mail of anybody for domains that are not in the directory: {what}.'),
  anonymous: msgid('{service} lets people sign in without a name.'),
  routing: msgid('{service} passes on mail to addresses that name the way, such as user%elsewhere@here.'),
  xclient: msgid('{service} believes of these who they say a client is: {what}.'),
} as const satisfies Record<string, Message>

type Risk = Preview['relay'][number]

/** Mail for these goes on by whatever transport there is. */
const OWN_DOMAINS = ['mydestination', 'virtual_alias_domains', 'virtual_mailbox_domains']

/** Under which name the values of a service have what a table of ldap_table(5) asks the directory. */
const filterOf = (file: string) => `query_filter ldap:${file}`

/** Files of ldap_table(5) that decide about mail, with the name that `risksOf` looks for their filter under. */
export function askedTables(values: SmtpService['values']): { file: string; name: string }[] {
  const files = OWN_DOMAINS.flatMap((list) => directoryTablesIn(values[list] ?? ''))
  return [...new Set(files)].map((file) => ({ file, name: filterOf(file) }))
}

/** A service such as `127.0.0.1:25/inet` with its values, references resolved. */
export type SmtpService = { service: string; values: Record<string, string> }

/** No more than a medium provider has; further addresses are not one's own. */
const MOST_ADDRESSES = 65_536

/** What an administrator may well want: it is to be confirmed when it is new, and not with every change after that. */
export const MEANT: readonly Risk['code'][] = ['trusted', 'relayed']

/** What is to be confirmed, each way once a service. `own`: the domains of the directory. */
export function risksOf(services: readonly SmtpService[], own: ReadonlySet<string> = new Set()): Risk[] {
  return services.flatMap(({ service, values }) => {
    const risk = (code: Risk['code'], what = ''): Risk => ({ code, values: { service, what } })
    const stranger = opening(values, { isTrusted: false })
    const trusted = opening(values, { isTrusted: true })
    const networks = wide(values.mynetworks ?? '')
    const trustedOnes = networks.length > 0 ? [] : wide(values.mynetworks ?? '', 0)
    const relayed = isForPeople(values) ? [] : relayedDomains(values).filter((name) => !own.has(name))
    const xclient = wide(values.smtpd_authorized_xclient_hosts ?? '')
    const proxy = itemsOf(values.smtpd_upstream_proxy_protocol ?? '')
    const domains = [
      ...itemsOf(values.relay_domains ?? '').filter((item) => isEverybodys(item, isOfManyDomains)),
      ...OWN_DOMAINS.flatMap((name) => itemsOf(values[name] ?? '')).filter((item) =>
        isEverybodys(
          item,
          () => false,
          (table) => asksForTheName(values[filterOf(table.replace(/^ldap:/, ''))] ?? ''),
        ),
      ),
    ]
    return [
      ...(stranger ? [risk(stranger.code, stranger.what)] : []),
      ...(!stranger && trusted && networks.length > 0 ? [risk('networks', networks.join(', '))] : []),
      ...(!stranger && trusted && trustedOnes.length > 0 ? [risk('trusted', trustedOnes.join(', '))] : []),
      ...(domains.length > 0 ? [risk('domains', domains.join(', '))] : []),
      ...(relayed.length > 0 ? [risk('relayed', relayed.join(', '))] : []),
      ...(isOpenToAnonymous(values) ? [risk('anonymous')] : []),
      ...(values.allow_untrusted_routing === 'yes' ? [risk('routing')] : []),
      ...(xclient.length > 0 ? [risk('xclient', xclient.join(', '))] : []),
      ...(proxy.length > 0 ? [risk('xclient', proxy.join(', '))] : []),
    ]
  })
}

type Opening = { code: 'noGuard' | 'permit' | 'table' | 'certificates'; what: string }
type Values = SmtpService['values']
type Visitor = { isTrusted: boolean }
/** Early: before it is known who the mail is for. */
type Moment = Visitor & { isEarly: boolean }

/** Lists that a refusal in any of keeps the mail out. */
const LISTS = ['client', 'helo', 'sender', 'relay', 'recipient'].map((stage) => `smtpd_${stage}_restrictions`)

/** Why none of the lists guards; null when one does. */
function opening(values: Values, visitor: Visitor): Opening | null {
  const isAtOnce = (values.smtpd_delay_reject ?? 'yes') !== 'yes'
  const outcomes = LISTS.map((list, i) =>
    walk(itemsOf(values[list] ?? ''), values, { ...visitor, isEarly: isAtOnce && i < 3 }),
  )
  if (outcomes.includes('refused')) return null
  // What stands in the lists that decide about relaying says most; the last of them is looked at last.
  const reasons = outcomes.slice(-2).flatMap((outcome) => (typeof outcome === 'object' ? [outcome] : []))
  return reasons.at(0) ?? { code: 'noGuard', what: '' }
}

const REFUSALS = [
  'reject',
  'defer',
  'defer_if_permit',
  'reject_unauth_destination',
  'defer_unauth_destination',
]
/** What refuses before anything is known of the mail. */
const EARLY_REFUSALS = ['reject', 'defer']
/** Tables that are asked about every mail: what others ask about, a stranger need not have. */
const ALWAYS_ASKED = ['check_client_access', 'check_sender_access', 'check_recipient_access']
/** Nothing that a stranger passes, or that lets mail through only to where it may go. */
const HARMLESS =
  /^(permit_sasl_authenticated|permit_auth_destination|permit_inet_interfaces|check_sasl_access|reject_|defer_if_reject|sleep$)/
const KNOWN = /^(permit|reject_|defer|check_)/
/** Takes the next word with it. */
const TAKES_ARGUMENT =
  /^(check_\w+_access|check_policy_service|reject_(rbl|rhsbl)_\w+|permit_dnswl_client|permit_rhswl_client|sleep)$/
const REFUSING = /^(reject|defer|4\d\d|5\d\d|discard|hold|dunno|warn|info|bcc|prepend|redirect|filter)\b/i

function walk(
  words: readonly string[],
  values: Values,
  visitor: Moment,
  depth = 0,
): 'refused' | 'passed' | Opening {
  for (let i = 0; i < words.length; i++) {
    let word = words[i] ?? ''
    const isWarning = word === 'warn_if_reject'
    if (isWarning) word = words[++i] ?? ''
    const argument = TAKES_ARGUMENT.test(word) ? (words[++i] ?? '') : ''
    if (REFUSALS.includes(word)) {
      if (isWarning || (visitor.isEarly && !EARLY_REFUSALS.includes(word))) continue
      return 'refused'
    }
    if (word === 'permit_mynetworks') {
      if (visitor.isTrusted) return { code: 'permit', what: word }
      continue
    }
    if (word === 'permit_tls_all_clientcerts') return { code: 'certificates', what: word }
    if (word === 'permit_tls_clientcerts') {
      const lists = itemsOf(values.relay_clientcerts ?? '')
      if (lists.some((list) => keysOf(list) === undefined)) return { code: 'certificates', what: word }
      continue
    }
    // A class may have a name like those that Postfix knows.
    const own = values[word]
    if (own !== undefined && depth < 5) {
      const inner = walk(itemsOf(own), values, visitor, depth + 1)
      if (inner === 'refused' && isWarning) continue
      if (inner !== 'passed') return inner
      if (!KNOWN.test(word)) continue
    }
    if (/^permit/.test(word) && !HARMLESS.test(word))
      return { code: 'permit', what: [word, argument].join(' ').trim() }
    if (HARMLESS.test(word)) continue
    const table = argument || word
    const says = outcomeOf(table)
    const asked = visitor.isEarly ? ALWAYS_ASKED.slice(0, 1) : ALWAYS_ASKED
    if (says === 'refused' && !isWarning && asked.includes(word)) return 'refused'
    if (says === 'open') return { code: 'table', what: argument === '' ? word : `${word} ${argument}` }
  }
  return 'passed'
}

/** What a table says to strangers: some can be read here, of others nothing is known. */
function outcomeOf(table: string): 'refused' | 'passed' | 'open' {
  const [, type = '', contents = ''] = /^(?:proxy:)?(\w+):\s*(.*)$/s.exec(table) ?? []
  if (type === 'static')
    return /^(reject|defer|4\d\d|5\d\d)\b/i.test(contents.replace(/^\{\s*/, '')) ? 'refused' : 'open'
  if (type === 'inline') {
    const results = itemsOf(contents.replace(/^\{|\}$/g, '')).map(resultOf)
    return results.every((result) => REFUSING.test(result)) ? 'passed' : 'open'
  }
  return 'open'
}

/** `{name = RESULT text}` or `name=RESULT`. */
function resultOf(entry: string): string {
  return entry
    .replace(/^\{|\}$/g, '')
    .replace(/^[^=]*=/, '')
    .trim()
}

/** Whether strangers are refused whatever they send, and so have nothing of domains that mail is passed on for. */
function isForPeople(values: Values): boolean {
  return LISTS.some((list) => {
    const words = itemsOf(values[list] ?? '')
    const isOpen = words.some((word) => word === 'permit_auth_destination' || values[word] !== undefined)
    return !isOpen && walk(words, values, { isTrusted: false, isEarly: true }) === 'refused'
  })
}

/** Domains elsewhere by their names, in lower case; those that are everybody's are no such. */
export function relayedDomains({ relay_domains, mydestination }: Values): string[] {
  const here = itemsOf(mydestination ?? '').map((item) => item.toLowerCase())
  return itemsOf(relay_domains ?? '')
    .filter((item) => !/^[!/]/.test(item))
    .flatMap((item) => (isTable(item) ? (keysOf(item) ?? []) : [item]))
    .map((name) => name.toLowerCase())
    .filter((name) => !isNetwork(name) && !isOfManyDomains(name) && !here.includes(name))
}

/** The networks, where they are more than anybody's own. */
function wide(list: string, most = MOST_ADDRESSES): string[] {
  const items = itemsOf(list).filter((item) => !item.startsWith('!'))
  const counted = items.map((item) => ({ item, addresses: addressesOf(item) }))
  const total = counted.reduce((sum, { addresses }) => sum + addresses, 0)
  return total > most ? counted.filter(({ addresses }) => addresses > 0).map(({ item }) => item) : []
}

function addressesOf(item: string): number {
  if (!isTable(item)) return publicAddresses(item)
  const keys = keysOf(item) ?? ['']
  return keys.reduce((sum, key) => sum + publicAddresses(key), 0)
}

/** A file, or a table of which nobody knows what it answers, may have all domains in it. */
function isEverybodys(item: string, isWide: (name: string) => boolean, isExact?: IsExact): boolean {
  if (item.startsWith('!')) return false
  if (item.startsWith('/')) return true
  if (!isTable(item)) return isWide(item)
  // A table of networks has no domains in it.
  return keysOf(item, isExact)?.some((key) => isWide(key) || isNetwork(key)) ?? true
}

function isNetwork(key: string): boolean {
  return /[/:]|^[\d.]+$/.test(key)
}

/** Names have all domains below them: single labels, and those in which registries give away names. */
function isOfManyDomains(name: string): boolean {
  const said = name.replace(/^[.*]+/, '')
  return !said.includes('.') || /^(ac|co|com|edu|gov|gob|gv|mil|ne|net|nom|or|org)\.[a-z]{2}$/i.test(said)
}

function isOpenToAnonymous({ smtpd_sasl_auth_enable, smtpd_sasl_security_options }: Values): boolean {
  if (smtpd_sasl_auth_enable !== 'yes' || smtpd_sasl_security_options === undefined) return false
  return !itemsOf(smtpd_sasl_security_options).includes('noanonymous')
}
