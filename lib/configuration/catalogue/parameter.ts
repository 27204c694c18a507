/** A row of the catalogue of parameters, which a field, its checks, its help and the command line are made from. */
import { type Message, msgid } from '@/lib/locales/translate'
import type { FormatName } from '../documents/document'
import type { Kind } from '../kinds/kind'

export type ServiceName = 'apache' | 'cyrus' | 'slapd' | 'postfix' | 'proftpd'

/** The sections of the Configuration pages. */
export const sections = {
  common: msgid('Common'),
  performance: msgid('Performance'),
  preferences: msgid('Preferences'),
  files: msgid('Files'),
  permissions: msgid('Files and permissions'),
  autocreate: msgid('Folders made by themselves'),
  parsing: msgid('Reading of messages'),
  tls: msgid('Encryption (TLS)'),
  murder: msgid('Groups of servers (Murder)'),
  global: msgid('Global'),
  database: msgid('Database'),
  networking: msgid('Network'),
  virtual: msgid('Virtual addresses'),
  lookups: msgid('Questions to the directory'),
  junk: msgid('Defence against junk mail'),
  filter: msgid('Content filter'),
  settings: msgid('Settings'),
  ldap: msgid('Directory (LDAP)'),
  further: msgid('Further parameters'),
  recipes: msgid('Filters, copies and proxies'),
} as const

export type Section = keyof typeof sections

/** What became of a parameter since the guide; `{was}` is its name there. */
export const statuses = {
  same: null,
  renamed: msgid('It was called {was} before.'),
  merged: msgid('It also does what {was} did.'),
  dropped: msgid('It does not exist any more.'),
  fixed: msgid('It is fixed here.'),
} as const satisfies Record<string, Message | null>

export type Status = keyof typeof statuses

/** What a person has to know before a change. */
export const marks = {
  data: msgid('What is stored already would not be found any more.'),
  danger: msgid('It names programs, users or files: your password is asked for again.'),
  password: msgid('Safety depends on it: your password is asked for again.'),
  lockout: msgid('A wrong value can lock you, or the mail servers, out.'),
  relay: msgid('A wrong value can let strangers send mail through this server.'),
  privacy: msgid('It lets others read people’s mail.'),
  secret: msgid('It is written only and never shown.'),
} as const

export type Mark = keyof typeof marks

/** What it costs to apply a change. */
export const costs = {
  none: msgid('Takes effect at once.'),
  reload: msgid('Takes effect by a reload; open connections stay.'),
  restart: msgid('Takes effect by a restart, which ends open connections.'),
} as const

export type Cost = keyof typeof costs

/** A name that the server still obeys. `means`: its values, in lower case, in the words of today's name. */
export type OldName = { name: string; means?: Readonly<Record<string, string>> }

export type Parameter = {
  service: ServiceName
  section: Section
  /** As the installed software calls it; of one that was dropped, as the guide does. */
  name: string
  format: FormatName
  /** Not the service's main file: a file of ldap_table(5), or which entry of cn=config. */
  place?: 'lookup table' | 'frontend' | 'database' | 'schema'
  /** Null for what cannot be set here. */
  kind: Kind | null
  /** As the server writes it; empty where there is none, or where it depends on the machine. */
  default: string
  apply: Cost
  marks: readonly Mark[]
  /** Whether it may stand several times. */
  repeated: boolean
  /** Names of before that count where today's name is not set. */
  formerly: readonly OldName[]
  /** Sections of the file that it may stand in too, by their labels; with `isOnlyIn` nowhere else. */
  within: RegExp | null
  isOnlyIn: boolean
  /** Where the guide has it, under which name, and what became of that. */
  guide: readonly (readonly [Section, name: string, Status])[]
  help: Message
}

/** What a row has to say; the rest follows from its table. */
export type Row = Pick<Parameter, 'section' | 'name' | 'kind' | 'help'> &
  Partial<
    Pick<
      Parameter,
      'place' | 'default' | 'apply' | 'marks' | 'repeated' | 'formerly' | 'within' | 'isOnlyIn' | 'guide'
    >
  >

/** The rows of a service with what most of them have in common. */
export function table(common: Pick<Parameter, 'service' | 'format' | 'apply'>, rows: Row[]): Parameter[] {
  return rows.map((row) => ({
    ...common,
    default: '',
    marks: [],
    repeated: false,
    formerly: [],
    within: null,
    isOnlyIn: false,
    guide: [[row.section, row.name, 'same']],
    ...row,
  }))
}
