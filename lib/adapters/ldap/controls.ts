import { type BerWriter, Control, type Filter, BerWriter as Writer } from 'ldapts'
import type { Dn } from './dn'

/** Do this operation with the rights of another entry (RFC 4370). slapd refuses it where authzTo does not allow. */
export class ProxiedAuthorization extends Control {
  readonly #dn: Dn

  constructor(dn: Dn) {
    super('2.16.840.1.113730.3.4.18', { critical: true })
    this.#dn = dn
  }

  protected override writeControl(writer: BerWriter): void {
    writer.writeString(`dn:${this.#dn}`)
  }
}

/** Change only if the entry matches the filter at that very moment (RFC 4528); else result 122. */
export class Assertion extends Control {
  readonly #filter: Filter

  constructor(filter: Filter) {
    super('1.3.6.1.1.12', { critical: true })
    this.#filter = filter
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new Writer()
    this.#filter.write(value)
    writer.writeBuffer(value.buffer, 0x04)
  }
}
