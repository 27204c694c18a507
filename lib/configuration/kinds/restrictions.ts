/** Lists of restrictions, postconf(5) smtpd_recipient_restrictions and its kin: the order is what they mean. */
import { ConsoleError } from '@/lib/errors'
import { cleaned, type Kind } from './kind'
import { itemsOf } from './lists'
import { isMap } from './map'
import { balanced } from './reference'

/** Restrictions that stand for themselves. */
const PLAIN = new Set(
  `defer defer_if_permit defer_if_reject defer_unauth_destination permit permit_auth_destination
  permit_inet_interfaces permit_mx_backup permit_mynetworks permit_naked_ip_address permit_sasl_authenticated
  permit_tls_all_clientcerts permit_tls_clientcerts reject reject_authenticated_sender_login_mismatch
  reject_invalid_helo_hostname reject_invalid_hostname reject_known_sender_login_mismatch
  reject_multi_recipient_bounce reject_non_fqdn_helo_hostname reject_non_fqdn_hostname reject_non_fqdn_recipient
  reject_non_fqdn_sender reject_plaintext_session reject_sender_login_mismatch reject_unauth_destination
  reject_unauth_pipelining reject_unauthenticated_sender_login_mismatch reject_unknown_client
  reject_unknown_client_hostname reject_unknown_forward_client_hostname reject_unknown_helo_hostname
  reject_unknown_hostname reject_unknown_recipient_domain reject_unknown_reverse_client_hostname
  reject_unknown_sender_domain reject_unlisted_recipient reject_unlisted_sender reject_unverified_recipient
  reject_unverified_sender`.split(/\s+/),
)

/** Restrictions with what they look at behind them, and what that has to be. */
const WITH_ARGUMENT: [RegExp, (argument: string) => boolean][] = [
  [/^check_\w+_access$/, (argument) => isMap(argument)],
  [/^check_policy_service$/, (argument) => /^(unix|inet):.|^[\w/]|^\{/.test(argument)],
  [
    /^(reject_rbl_client|reject_rhsbl_\w+|permit_dnswl_client|permit_rhswl_client)$/,
    (name) => /\./.test(name),
  ],
  [/^sleep$/, (seconds) => /^\d+$/.test(seconds)],
]

/** What a screen proposes; those with something behind them need that too. */
export const knownRestrictions: readonly string[] = [
  ...PLAIN,
  ...`check_client_access check_helo_access check_policy_service check_recipient_access check_sender_access
  permit_dnswl_client reject_rbl_client reject_rhsbl_client reject_rhsbl_helo reject_rhsbl_sender
  warn_if_reject`.split(/\s+/),
].sort()

/** `classes` are the names of smtpd_restriction_classes, which are restrictions too. */
export function restrictions(classes: readonly string[] = []): Kind {
  return {
    control: 'restrictions',
    items: (printed) => groups(itemsOf(printed)),
    print(typed) {
      const text = cleaned(typed)
      balanced(text)
      const items = groups(itemsOf(text))
      for (const item of items) check(item, classes)
      return items.join(', ')
    },
    show: (printed) => groups(itemsOf(printed)).join(', '),
  }
}

/** Each restriction with what belongs to it: `warn_if_reject reject_rbl_client rbl.example.com`. */
function groups(words: string[]): string[] {
  const found: string[] = []
  let open = false
  for (const word of words) {
    if (open) found.push(`${found.pop()} ${word}`)
    else found.push(word)
    open = word === 'warn_if_reject' || WITH_ARGUMENT.some(([name]) => name.test(word))
  }
  return found
}

function check(item: string, classes: readonly string[]): void {
  const [first = '', ...rest] = itemsOf(item)
  if (first === 'warn_if_reject' && rest.length > 0) {
    check(rest.join(' '), classes)
    return
  }
  const isKnown = PLAIN.has(first) || classes.includes(first) || isMap(first) || first.startsWith('$')
  if (isKnown && rest.length === 0) return
  const taker = WITH_ARGUMENT.find(([name]) => name.test(first))
  if (!taker) throw new ConsoleError('invalid', 'config.restriction', { word: first })
  const [argument = ''] = rest
  if (!argument.startsWith('$') && !taker[1](argument))
    throw new ConsoleError('invalid', 'config.argument', { word: first })
}
