import type { Entry as LdaptsEntry } from 'ldapts'

/** One entry as the asking person may see it. Attribute names are matched without regard to case. */
export class Entry {
  readonly dn: string
  readonly #attributes = new Map<string, { name: string; values: (string | Buffer)[] }>()

  constructor(dn: string, attributes: Record<string, string | Buffer | (string | Buffer)[]>) {
    this.dn = dn
    for (const [name, value] of Object.entries(attributes)) {
      const values = Array.isArray(value) ? value : [value]
      if (values.length > 0) this.#attributes.set(name.toLowerCase(), { name, values })
    }
  }

  /** All values as text; [] when the attribute is absent or hidden. Values that are no UTF-8 are left out. */
  values(name: string): string[] {
    return this.#raw(name).filter((value) => typeof value === 'string')
  }

  first(name: string): string | undefined {
    return this.values(name)[0]
  }

  /** All values as bytes, for photographs and certificates. */
  bytes(name: string): Buffer[] {
    return this.#raw(name).map((value) => Buffer.from(value))
  }

  has(name: string): boolean {
    return this.#attributes.has(name.toLowerCase())
  }

  /** True for the LDAP boolean TRUE. */
  isTrue(name: string): boolean {
    return this.first(name) === 'TRUE'
  }

  /** The names of the attributes that have values, as slapd spells them. */
  names(): string[] {
    return Array.from(this.#attributes.values(), ({ name }) => name)
  }

  #raw(name: string): (string | Buffer)[] {
    return this.#attributes.get(name.toLowerCase())?.values ?? []
  }
}

export function fromLdaptsEntry({ dn, ...attributes }: LdaptsEntry): Entry {
  return new Entry(dn, attributes)
}
