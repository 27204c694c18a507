/**
 * Search filters (RFC 4511, 4.5.1.7) as structures that ldapts writes in BER: no filter text exists, so there is
 * nothing to escape. A value that no text attribute can hold (NUL, unpaired surrogate) matches nothing.
 */
import {
  AndFilter,
  ApproximateFilter,
  EqualityFilter,
  ExtensibleFilter,
  type Filter,
  GreaterThanEqualsFilter,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
} from 'ldapts'
import type { Dn } from './dn'
import { isSendable } from './text'

export type { Filter }

/** Entries whose attribute has this value, by the attribute's own rule (mostly without regard to case). */
export function equals(attribute: string, value: string): Filter {
  return isSendable(value) ? new EqualityFilter({ attribute, value }) : nothing()
}

/** Entries with this value or a later one, by the attribute's own order. */
export function atLeast(attribute: string, value: string): Filter {
  return isSendable(value) ? new GreaterThanEqualsFilter({ attribute, value }) : nothing()
}

/** Entries that have the attribute, and whose attribute the asking person may search. */
export function present(attribute: string): Filter {
  return new PresenceFilter({ attribute })
}

/** Entries that match all; all entries when the list is empty (RFC 4526). */
export function and(...filters: Filter[]): Filter {
  return new AndFilter({ filters })
}

/** Entries that match any; none when the list is empty (RFC 4526). */
export function or(...filters: Filter[]): Filter {
  return new OrFilter({ filters })
}

export function not(filter: Filter): Filter {
  return new NotFilter({ filter })
}

/**
 * Entries with the part anywhere in a value; an empty part asks for the attribute only. Spaces around the part do
 * not count: slapd compares values without those around them.
 */
export function contains(attribute: string, part: string): Filter {
  const words = part.replace(/^ +| +$/g, '')
  return substring(attribute, words, { any: [words] })
}

/** Entries with a value that begins so; an empty beginning asks for the attribute only. */
export function startsWith(attribute: string, beginning: string): Filter {
  return substring(attribute, beginning, { initial: beginning })
}

/** Entries with a value that has these letters in this order and begins with the first, whatever is between them. */
export function hasInOrder(attribute: string, letters: string): Filter {
  const [initial = '', ...any] = letters
  return substring(attribute, letters, { initial, any })
}

/** Entries with a word that sounds like this one, whatever its accents: what slapd makes of `~=`. */
export function soundsLike(attribute: string, word: string): Filter {
  return isSendable(word) && word !== '' ? new ApproximateFilter({ attribute, value: word }) : nothing()
}

/** The entry of this DN and everything below it; for use under a search base above it. */
export function dnWithin(dn: Dn): Filter {
  return dnMatch('dnSubtreeMatch', dn)
}

/** The entries directly below this DN. */
export function dnDirectlyBelow(dn: Dn): Filter {
  return dnMatch('dnOneLevelMatch', dn)
}

/** The entry of this DN and all containers above it. */
export function dnAbove(dn: Dn): Filter {
  return dnMatch('dnSuperiorMatch', dn)
}

function substring(attribute: string, part: string, where: { initial?: string; any?: string[] }): Filter {
  if (part === '') return present(attribute)
  return isSendable(part) ? new SubstringFilter({ attribute, ...where }) : nothing()
}

function dnMatch(rule: string, dn: Dn): Filter {
  return isSendable(dn) ? new ExtensibleFilter({ matchType: 'entryDN', rule, value: dn }) : nothing()
}

function nothing(): Filter {
  return or()
}
