/** Lookup tables, postconf(5) and DATABASE_README: `type:name`, several by commas. */
import { ConsoleError } from '@/lib/errors'
import { given, type Kind } from './kind'
import { itemsOf } from './lists'
import { balanced } from './reference'

/** What `postconf -m` knows, with the packages that Debian has for it. */
const TYPES = new Set(
  'btree cdb cidr environ fail hash inline internal ldap lmdb memcache mysql nis nisplus pcre pgsql pipemap proxy randmap regexp socketmap sqlite static tcp texthash unionmap unix'.split(
    ' ',
  ),
)

export const maps: Kind = {
  control: 'maps',
  items: itemsOf,
  print(typed) {
    const text = given(typed)
    balanced(text)
    const items = itemsOf(text)
    const wrong = items.find((item) => !isMap(item) && !item.startsWith('$'))
    if (wrong !== undefined) throw new ConsoleError('invalid', 'config.map', { word: wrong })
    return items.join(', ')
  },
  show: (printed) => itemsOf(printed).join(', '),
}

export function isMap(text: string): boolean {
  const [, type = '', name = ''] = /^([a-z]+):(.+)$/.exec(text) ?? []
  if (!TYPES.has(type)) return false
  return type === 'proxy' ? isMap(name) : name !== ''
}
