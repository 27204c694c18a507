/** Names and addresses of hosts. */
import { isIP } from 'node:net'
import { ConsoleError } from '@/lib/errors'
import { given, type Kind } from './kind'
import { itemsOf } from './lists'

/** A host name, such as mail.example.com; RFC 1123. */
export const hostName: Kind = {
  control: 'host',
  print(typed) {
    const name = given(typed)
    if (!isName(name)) throw fault(name)
    return name
  },
  show: (printed) => printed,
}

/** Where mail goes: `example.com`, `host:587`, `[host]:587` without asking for an MX, several by commas. */
export const destinations: Kind = {
  control: 'hosts',
  items: itemsOf,
  print(typed) {
    const items = itemsOf(given(typed))
    for (const item of items) if (!isDestination(item)) throw fault(item)
    return items.join(', ')
  },
  show: (printed) => itemsOf(printed).join(', '),
}

export function isName(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/i.test(label))
}

/** With or without the square brackets that keep IPv6 apart from a port. */
export function isAddress(text: string): boolean {
  return isIP(text.replace(/^\[(?:ipv6:)?(.*)\]$/i, '$1')) !== 0
}

export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) ? Number(text) <= 65535 && Number(text) > 0 : /^[a-z][a-z0-9-]*$/i.test(text)
}

function isDestination(item: string): boolean {
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(item) ?? []
  const name = host.replace(/^\[(.*)\]$/, '$1')
  return (isName(name) || isAddress(host)) && (port === undefined || isPort(port))
}

function fault(word: string): ConsoleError {
  return new ConsoleError('invalid', 'config.host', { word })
}
