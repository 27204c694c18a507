/**
 * Where a configuration file holds secrets: told by the names of statements, and by what stands before an equals sign
 * or in an address, also in what is switched off or commented out. Rather one too many than one too few: what is kept
 * back comes back with the file, byte for byte.
 */
import { type FormatName, parse } from './document'
import { linesOf } from './lines'
import type { Statement } from './statement'

/** What stands in place of a secret. */
export const KEPT = '(kept secret)'

/** From `begin` up to `end` of the file's text; `shown` stands there for everybody but root. */
export type Place = { begin: number; end: number; name: string; shown: string }

/** A text without what its lines are joined or marked by; `at` says where each of its characters was. */
type Reading = { text: string; at: number[] }

/** Names of parameters of Postfix, Cyrus, SASL and slapd. */
const SECRET = /(passw(or)?d|passwd|secrets?|credentials?|rootpw|bindpw|(^|_)pw|(^|_)pass)$/i

/** Attributes of cn=config that hold a login, `credentials=…` among others, which cannot be seen in base64. */
const LOGIN = /^olc(Syncrepl|DbACLBind|DbIDAssertBind|ChainTLS|DbStartTLS)$/i

/** Maps that may hold their contents themselves. */
const PASSWORD_MAP = /password_maps$/
const CONTENTS = /\b(static|inline):|^\(kept secret\)$/

/** How much of the space behind its sign belongs to a comment cannot be told. */
const SIGNS = [null, /^[\t ]*#+/, /^[\t ]*#+[\t ]?/, /^[\t ]*#+[\t ]*/].map(
  (sign) => sign && new RegExp(sign, 'g'),
)

/** Directives with a secret, and which word it is. */
const directives: Record<string, number> = {
  anonrequirepassword: Number.POSITIVE_INFINITY,
  dbdparams: 0,
  grouppassword: 1,
  ldapbinddn: 1,
  radiusacctserver: 1,
  radiusauthserver: 1,
  redisserver: 1,
  snmpcommunity: 1,
  sqlconnectinfo: 2,
  sqlnamedconnectinfo: 4,
  userpassword: 1,
}
const DIRECTIVE = /^\w+(password|passwd|passphrase|secret)$/i
/** Directives that give something a name, and the names that tell a secret. */
const NAMING = /^(requestheader|header|setenv|setenvif|define)$/i
const NAMED = /^"?([\w-]*(passw|secret|token|authorization|cookie|api-?key)[\w-]*|x-server-manager-proxy)"?$/i

/** Secrets inside other values: `credentials=…`, `secret=…`, `ldap://cn=x:…@host`. */
const ASSIGNED =
  /(?<![\w.(-])([\w.-]*(?:passw(?:or)?d|passwd|secret|credentials?|bindpw|rootpw|_pw)\s*=\s*)("[^"]*"|'[^']*'|\{\(kept secret\)\}|\(kept secret\)|[^\s"',;}&]+)/gi
const ADDRESS = /:\/\/([^\s/:@"']*:)(\{\(kept secret\)\}|\(kept secret\)|[^\s/@"']+)@/g

/** Some of it is in everything that may hold a secret: the rest of a long file is not looked at closely. */
const HINT =
  /pass|secret|credential|pw|token|authorization|cookie|api-?key|:\/\/|bind|params|radius|redis|snmp|connectinfo|x-server-manager-proxy|^olc(sync|db|chain)/im

/** Whether a parameter of Postfix's may hold a secret. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name) || PASSWORD_MAP.test(name)
}

/** What joins lines, of formats where nothing stays of it. */
const joins: Record<FormatName, RegExp | null> = {
  'main.cf': null,
  'master.cf': null,
  'imapd.conf': /\\\n/g,
  'cyrus.conf': null,
  apache: /\\\r?\n/g,
  proftpd: /\\\n/g,
  'cn=config': /\r?\n /g,
}

/** The places in their order; none of them overlap, and none is empty. */
export function secretPlaces(format: FormatName, statements: readonly Statement[]): Place[] {
  const found: Place[] = []
  let begin = 0
  let comments = ''
  const endComments = () => {
    found.push(...inComments(format, comments).map((place) => shifted(place, begin - comments.length)))
    comments = ''
  }
  for (const statement of statements) {
    if (statement.kind === 'text') comments += statement.raw
    else {
      endComments()
      found.push(...inStatement(format, statement).map((place) => shifted(place, begin)))
    }
    begin += statement.raw.length
  }
  endComments()
  return apart(found)
}

/** The label of a section without the secrets in it. */
export function withoutValues(label: string): string {
  return label.replace(ASSIGNED, '$1').replace(ADDRESS, '://$1@')
}

function inStatement(format: FormatName, statement: Statement): Place[] {
  const { kind, raw } = statement
  if (!HINT.test(raw.replace(joins[format] ?? '', ''))) return []
  const whole = reading(raw, joins[format])
  const own =
    kind === 'setting'
      ? ofSetting(format, statement, whole)
      : kind === 'off'
        ? ofText(format, reading(raw, /^#\(off\) /gm)).places
        : []
  return [...own, ...insideValues(format, whole)]
}

/** Comments, and what the server would not understand, line by line: lines that would go on go with theirs. */
function inComments(format: FormatName, block: string): Place[] {
  const found: Place[] = []
  let begin = 0
  let name = ''
  let goesOn = false
  for (const line of linesOf(block)) {
    const end = line.replace(/\\?\r?\n$/, '').length
    const isGoingOn = goesOn
    goesOn = /\\\r?\n$/.test(line)
    begin += line.length
    if (name === '' && !HINT.test(line)) continue
    const said = {
      text: line.slice(0, end),
      at: Array.from({ length: end }, (_, i) => begin - line.length + i),
    }
    const read = SIGNS.map((sign) => ofText(format, within(said, sign)))
    const told = read.find((one) => one.name !== '')?.name
    if (told !== undefined) {
      name = told
      found.push(...read.flatMap(({ places }) => places))
    } else if (name !== '' && (isGoingOn || /^#[\t ]{2,}[^\t ]/.test(line))) {
      const sign = /^[\t ]*#*[\t ]*/.exec(said.text)?.[0].length ?? 0
      found.push(placed(said, sign, end, name, KEPT))
    } else name = ''
    found.push(...insideValues(format, said))
  }
  return found
}

/** What a text would say if it counted, and the name of a secret in it, also of one without a value. */
function ofText(format: FormatName, said: Reading): { name: string; places: Place[] } {
  const places: Place[] = []
  let name = ''
  // Options stand behind a service, and a name alone says nothing.
  const lead = format === 'master.cf' && /^[\t ]*-o/.test(said.text) ? 'a unix - - n - - b ' : ''
  const tail = /:[\t ]*$/.test(said.text) ? ' x' : ''
  let begin = -lead.length
  for (const statement of parse(format, lead + said.text + tail).statements) {
    const part = slice(said, Math.max(0, begin), Math.max(0, begin + statement.raw.length))
    begin += statement.raw.length
    if (statement.kind !== 'setting' || begin <= 0) continue
    const secrets = ofSetting(format, statement, within(part, joins[format]))
    if (secrets.length > 0) name ||= statement.name
    places.push(...secrets)
  }
  return { name, places }
}

function ofSetting(format: FormatName, { name, value }: Statement, said: Reading): Place[] {
  const { text } = said
  const end = text.length - (/\r?\n$/.exec(text)?.[0].length ?? 0)
  if (format === 'apache' || format === 'proftpd') return ofDirective(name, said, end)
  if (format === 'cn=config') {
    const isHidden = text.startsWith(`${name}::`) || value === KEPT
    const isWhole = SECRET.test(name) || (LOGIN.test(name) && isHidden)
    return isWhole ? [placed(said, name.length + 1, end, name, ` ${KEPT}`)] : []
  }
  const isSecret = SECRET.test(name) || (PASSWORD_MAP.test(name) && CONTENTS.test(value))
  if (!isSecret) return []
  if (format === 'master.cf') {
    const begin = text.search(/(?<=-o[\t-\r ]*)[^\t-\r -]/)
    return begin < 0 ? [] : [placed(said, begin, end, name, `{ ${name} = ${KEPT} }`)]
  }
  const head = format === 'main.cf' ? /^[^=]*=[ \t]*/ : /^[^:]*:[ \t]*/
  return [placed(said, head.exec(text)?.[0].length ?? 0, end, name, KEPT)]
}

function ofDirective(name: string, said: Reading, end: number): Place[] {
  const words = [...said.text.slice(0, end).matchAll(/"(?:\\.|[^"\\])*"?|[^\t-\r "][^\t-\r ]*/g)].slice(1)
  let which = directives[name.toLowerCase()] ?? (DIRECTIVE.test(name) ? 0 : -1)
  if (NAMING.test(name)) {
    const naming = words.findIndex(([word]) => NAMED.test(word.replace(/=.*/, '')))
    if (naming >= 0) which = words[naming]?.[0].includes('=') ? naming : naming + 1
  }
  const word = which < 0 ? undefined : words[which]
  return word ? [placed(said, word.index, end, name, `"${KEPT}"`)] : []
}

function insideValues(format: FormatName, said: Reading): Place[] {
  return [ASSIGNED, ADDRESS].flatMap((pattern) =>
    [...said.text.matchAll(pattern)].map((match) => {
      const [, before = '', secret = ''] = match
      const begin = match[0].indexOf(before) + before.length + match.index
      const quote = /^["']/.exec(secret)?.[0] ?? ''
      const name = before.replace(/[\t-\r =:]+$/, '') || 'password'
      // Words that braces hold together are one.
      const shown = format === 'master.cf' && quote === '' ? `{${KEPT}}` : quote + KEPT + quote
      return placed(said, begin, begin + secret.length, name, shown)
    }),
  )
}

function placed({ at }: Reading, begin: number, end: number, name: string, shown: string): Place {
  const first = at[begin]
  const last = at[end - 1]
  return { begin: first ?? 0, end: end > begin && last !== undefined ? last + 1 : (first ?? 0), name, shown }
}

function reading(raw: string, leftOut: RegExp | null): Reading {
  return within({ text: raw, at: Array.from({ length: raw.length }, (_, i) => i) }, leftOut)
}

function within(said: Reading, leftOut: RegExp | null): Reading {
  if (!leftOut) return said
  const parts: Reading[] = []
  let begin = 0
  for (const match of said.text.matchAll(leftOut)) {
    parts.push(slice(said, begin, match.index))
    begin = match.index + match[0].length
  }
  parts.push(slice(said, begin, said.text.length))
  return { text: parts.map(({ text }) => text).join(''), at: parts.flatMap(({ at }) => at) }
}

function slice({ text, at }: Reading, begin: number, end: number): Reading {
  return { text: text.slice(begin, end), at: at.slice(begin, end) }
}

function shifted(place: Place, by: number): Place {
  return { ...place, begin: place.begin + by, end: place.end + by }
}

/** Of places that overlap, one that covers both. */
function apart(places: Place[]): Place[] {
  const found: Place[] = []
  const sorted = places
    .filter(({ begin, end }) => end > begin)
    .sort((one, other) => one.begin - other.begin || other.end - one.end)
  for (const place of sorted) {
    const last = found.at(-1)
    if (last && place.begin < last.end) last.end = Math.max(last.end, place.end)
    else found.push({ ...place })
  }
  return found
}
