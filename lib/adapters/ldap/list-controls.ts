import {
  type BerReader,
  type BerWriter,
  Control,
  ServerSideSortingRequestControl,
  BerWriter as Writer,
} from 'ldapts'
import { assertSendable } from './text'

export type SortKey = {
  attribute: string
  /** Ordering rule (RFC 4517); that of names for attributes of names, else the attribute's own. */
  rule?: string
  reverse?: boolean
}

/** Upper and lower case are the same, letters in the order of Unicode: ASCII, then umlauts, Hebrew, … */
export const BY_NAME = 'caseIgnoreOrderingMatch'

/** Attributes whose schema names no ordering rule: slapd would refuse to sort by them (18). */
const names = [
  'cn',
  'sn',
  'givenname',
  'displayname',
  'uid',
  'mail',
  'o',
  'ou',
  'title',
  'l',
  'roomnumber',
].concat(['departmentnumber', 'physicaldeliveryofficename', 'associateddomain'])

export function isName(attribute: string): boolean {
  return names.includes(attribute.toLowerCase())
}

export function orderingRule({ attribute, rule }: SortKey): string | undefined {
  return rule ?? (isName(attribute) ? BY_NAME : undefined)
}

/** Give the result sorted (RFC 2891); entries without the first key come last, or first in reverse order. */
export function sorting(keys: SortKey[]): Control {
  const value = keys.map((key) => ({
    attributeType: assertSendable(key.attribute),
    orderingRule: orderingRule(key),
    ...(key.reverse && { reverseOrder: true }),
  }))
  return new ServerSideSortingRequestControl({ critical: true, value })
}

/** Where a window lies: entries before and after a row, which is a number from 1, the last one or a value's. */
export type Target = { before: number; after: number; row: number | 'last' | { from: string } }

/** Send only a window of the sorted result (draft-ietf-ldapext-ldapv3-vlv-09); with a context of the one kept. */
export class VirtualListView extends Control {
  readonly #target: Target
  readonly #context: Buffer | undefined

  constructor(target: Target, context?: Buffer) {
    super('2.16.840.1.113730.3.4.9', { critical: true })
    this.#target = target
    this.#context = context
  }

  protected override writeControl(writer: BerWriter): void {
    const { before, after, row } = this.#target
    const value = new Writer()
    value.startSequence()
    value.writeInt(before)
    value.writeInt(after)
    if (typeof row === 'object') value.writeString(row.from, 0x81)
    else {
      // A place is n of a total as the client sees it; 1 of 1 is the end, n of 0 the nth of whatever there is.
      value.startSequence(0xa0)
      value.writeInt(row === 'last' ? 1 : row)
      value.writeInt(row === 'last' ? 1 : 0)
      value.endSequence()
    }
    if (this.#context) value.writeBuffer(this.#context, 0x04)
    value.endSequence()
    writer.writeBuffer(value.buffer, 0x04)
  }
}

/** Goes along with a request to take slapd's answer; nothing of it is sent. */
export class VirtualListViewAnswer extends Control {
  /** Number of the row that was asked for, from 1; one more than the total when it is past the end. */
  row = 0
  total = 0
  /** 0, or 77 for a row past the end. */
  code = 0
  context: Buffer | undefined

  constructor() {
    super('2.16.840.1.113730.3.4.10')
  }

  override write(): void {}

  protected override parseControl(reader: BerReader): void {
    reader.readSequence()
    this.row = reader.readInt() ?? 0
    this.total = reader.readInt() ?? 0
    this.code = reader.readEnumeration() ?? 0
    if (reader.remain > 0) this.context = reader.readString(0x04, true) ?? undefined
  }
}
