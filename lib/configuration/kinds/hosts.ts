/** Lists of hosts, networks and domains, and of LDAP servers. */
import { isIP } from 'node:net'
import { ConsoleError } from '@/lib/errors'
import { isAddress, isName, isPort } from './host'
import { given, type Kind } from './kind'
import { itemsOf } from './lists'
import { isMap } from './map'

/**
 * postconf(5), mynetworks and mydestination: names, `.example.com`, addresses, networks such as `192.0.2.0/24` and
 * `[2001:db8::]/32`, `/file`, `type:table`, any of them after an exclamation mark; and the words given.
 */
export function hosts({ words = [] as readonly string[] } = {}): Kind {
  return list((item) => {
    const pattern = item.replace(/^!/, '')
    if (words.includes(pattern) || pattern.startsWith('$') || pattern.startsWith('/')) return true
    return isNetwork(pattern) || isName(pattern.replace(/^\./, '')) || isMap(pattern)
  }, ', ')
}

/** ldap.conf(5): `host`, `host:port`, or URLs of ldap, ldaps and ldapi. */
export const ldapServers: Kind = list((item) => {
  if (/^ldap[si]?:\/\/[^\s"'\\]*$/i.test(item)) return true
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(item) ?? []
  return (isName(host) || isAddress(host)) && (port === undefined || isPort(port))
}, ' ')

function list(isItem: (item: string) => boolean, separator: string): Kind {
  return {
    control: 'hosts',
    items: itemsOf,
    print(typed) {
      const items = itemsOf(given(typed))
      const wrong = items.find((item) => !isItem(item))
      if (wrong !== undefined) throw new ConsoleError('invalid', 'config.host', { word: wrong })
      return items.join(separator)
    },
    show: (printed) => itemsOf(printed).join(separator),
  }
}

/** An address, with or without the length of its prefix; IPv6 in brackets, or it would be taken for a table. */
function isNetwork(text: string): boolean {
  const [address = '', length] = text.split(/\/(?=\d+$)/)
  const version = address.startsWith('[') ? isIP(address.slice(1, -1)) : isIP(address) === 4 ? 4 : 0
  if (version === 0) return false
  return length === undefined || Number(length) <= (version === 4 ? 32 : 128)
}
