/** What the operations of the Configuration pages and of `config` at the command line take and give. */
import type { ErrorCode } from '@/lib/errors'
import type { Cost, Mark, Section, ServiceName, Status } from './catalogue'
import type { FormatName } from './documents/document'
import type { Control } from './kinds/kind'
import type { relayRisks } from './open-relay'

/** One statement of a file, as a field shows it. */
export type FieldValue = {
  /** As a person types it, by the parameter's kind; empty for a secret. */
  typed: string
  /** The values one by one, of controls that show a list. */
  items: readonly string[] | null
  /** Where it is set: the file below etc/, the line from 1, 0 for none, and the statement's place for an edit. */
  file: string
  line: number
  index: number
  /** Sections of the file around it, outermost first. */
  section: readonly string[]
  /** Switched off: its text is kept as a comment. */
  isOn: boolean
  /** It counts for its section or service only, and another place for the whole server. */
  isOverride: boolean
  /** What the file says, where that is under a name of before. */
  old: { name: string; value: string } | null
}

/** A row of the catalogue with what the files say now. */
export type Field = {
  /** `postfix/message_size_limit`; with its place where it has one: `slapd/database/olcSuffix`, `postfix/table/bind_dn`. */
  id: string
  service: ServiceName
  section: Section
  name: string
  /** Null for what is shown and not set here. */
  control: Control | null
  choices: readonly string[]
  values: readonly FieldValue[]
  /** Where a new value may stand, what counts for the whole server first; none for what is shown only. */
  places: readonly { file: string; section: readonly string[] }[]
  /** As a person would type it; empty where there is none. */
  default: string
  marks: readonly Mark[]
  cost: Cost
  isRepeated: boolean
  guide: readonly (readonly [Section, name: string, Status])[]
  /** An English msgid. */
  help: string
}

/** Which of a field's values, or where a new one goes: without it the only one, or the service's main file. */
type Where = { file?: string; section?: readonly string[]; index?: number }

/**
 * A wish of a person. `was` is the value that was on the screen, null for none: another one by now is a conflict.
 * Who saw none leaves it out.
 */
export type FieldEdit = { field: string } & Where &
  (
    | { change: 'set'; value: string; was?: string | null }
    | { change: 'add'; value: string }
    | { change: 'unset' | 'off' | 'on'; was?: string | null }
  )

/** The raw view: the text as it was seen and as it is wanted. */
export type TextEdit = { file: string; base: string; text: string }

/** Which of two changes holds where they crossed. */
export type Side = 'yours' | 'theirs'

export type Edit = FieldEdit | TextEdit

export type FileSummary = {
  file: string
  service: ServiceName
  format: FormatName
  hash: string
  /** Bytes. */
  size: number
  /** ISO 8601, in UTC. */
  modifiedAt: string
}

/** A parameter that a server knows, with its default where the server tells it. */
export type KnownName = { service: ServiceName; name: string; default: string | null }

export type Preview = {
  /** The files that change, with secrets kept out; `hash` is what `config.apply` has to find. */
  files: {
    file: string
    service: ServiceName
    format: FormatName
    hash: string
    before: string
    after: string
  }[]
  /** Edits, by their place in the input, that are refused beside their field; code and values of a ConsoleError. */
  faults: { edit: number; code: ErrorCode; values: Record<string, string | number> }[]
  /** Edits that crossed somebody else's: what would hold by either; `text` is null for fields. */
  conflicts: { edit: number; yours: string; theirs: string; text: CrossedText | null }[]
  /** What the servers' own checks said. */
  messages: { service: ServiceName; file: string; severity: 'error' | 'warning'; text: string }[]
  /** Servers that say nothing before the person's password is given. */
  unasked: ServiceName[]
  costs: { service: ServiceName; cost: Cost }[]
  /** What the parameters concerned are marked with. */
  marks: { mark: Mark; names: string[] }[]
  /** Refused whoever asks: stored data would be lost sight of, outside the allow-list, or a path that cannot be. */
  refused: { file: string; name: string; reason: 'data' | 'allowed' | 'long'; detail: string }[]
  /** Statements that need the person's password again. */
  hazards: { file: string; name: string; reason: string }[]
  /** Ways in which strangers could send mail through the server; to be confirmed. Codes of open-relay.ts. */
  relay: { code: keyof typeof relayRisks; values: { service: string; what: string } }[]
  /** Seconds to confirm in after the change, 0 for none. */
  countdown: number
  /** Addresses of the console that become others. */
  moved: { from: string; to: string }[]
}

/** A file that two changed: as it is now, and with both versions between marks. */
export type CrossedText = { file: string; present: string; merged: string }

/** Why: an error's code, the server that it is about, and what that said. */
export type Reason = { service: string; code: string; detail: string }

/** The state of the last change. */
export type ChangeState = {
  id: string
  phase: 'replacing' | 'restarting' | 'probing' | 'countdown' | 'reverting' | 'kept' | 'reverted'
  files: string[]
  services: ServiceName[]
  who: string
  note: string
  /** ISO 8601, in UTC: until when it has to be kept. */
  deadline: string | null
  reason: Reason | null
  revision: number | null
  /** Of one that was put back: files that others wrote into meanwhile; what crossed it is in the history only. */
  meanwhile: { file: string; stays: boolean }[]
}

export type Revision = {
  number: number
  at: string
  who: string
  note: string
  origin: 'installed' | 'console' | 'outside' | 'restored'
  outcome: 'kept' | 'reverted' | 'interrupted'
  reason: Reason | string | null
  files: string[]
}
