import type { Handles } from '@/lib/access'
import { ConsoleError, type ErrorCode, isConsoleError } from '@/lib/errors'
import { type Kind, kindOf } from './kinds'
import { absentIsNull } from './made'

const words: Partial<Record<Kind, ErrorCode>> = {
  contact: 'contact.taken',
  resource: 'resource.taken',
  alias: 'alias.taken',
}

/** For catch(): puts slapd's answer to a name that is in use in its place beside the field, with what is at `dn`. */
export function nameTaken({ directory }: Handles, dn: string, field: string) {
  return async (error: unknown): Promise<never> => {
    if (!isConsoleError(error, 'conflict') || error.code !== 'service.refused') throw error
    const there = await directory.read(dn, ['objectClass']).catch(absentIsNull)
    const kind = there && kindOf(there)
    const code = (kind && words[kind]) ?? 'container.taken'
    throw new ConsoleError('conflict', code, {}, [{ field, code, values: {} }])
  }
}
