import { Connection, type ConnectionOptions } from './connection'
import { ProxiedAuthorization } from './controls'
import { type Dn, parseDn } from './dn'
import { LdapHandle } from './handle'
import { Lanes } from './lanes'
import { Lists } from './lists'
import { assertSendable } from './text'

export type DirectoryOptions = Omit<ConnectionOptions, 'timeoutMs'> & { timeoutMs?: number }

/**
 * slapd, reached over connections bound as `bindDn` that open at the first request and again after slapd was
 * restarted. Every exchange (opening, a request, a page of a search) takes at most `timeoutMs`, 5 s unless said
 * otherwise, and then is unavailable service.unreachable.
 */
export function connectDirectory({ timeoutMs = 5000, ...bind }: DirectoryOptions): LdapDirectory {
  return new LdapDirectory({ ...bind, timeoutMs })
}

export class LdapDirectory {
  readonly #options: ConnectionOptions
  readonly #connection: Connection
  readonly #lanes: Lanes
  readonly #lists: Lists

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#connection = new Connection(options)
    this.#lanes = new Lanes(4, options)
    this.#lists = new Lists(options)
  }

  /** The directory with the rights of this person; of the bound entry itself for null. */
  as(person: Dn | null): LdapHandle {
    const controls = person === null ? [] : [new ProxiedAuthorization(authorizedName(person))]
    const ways = { connection: this.#connection, lanes: this.#lanes, lists: this.#lists }
    return new LdapHandle(ways, { name: person ?? '', controls }, this.#options)
  }

  close(): void {
    this.#connection.close()
    this.#lanes.close()
    this.#lists.close()
  }
}

// "dn:" without a name would be the anonymous identity, not this person's.
function authorizedName(person: Dn): Dn {
  if (parseDn(person).length === 0) throw new TypeError('a person has a DN')
  return assertSendable(person)
}
