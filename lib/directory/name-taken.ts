import { ConsoleError, isConsoleError } from '@/lib/errors'

/** For catch(): puts slapd's answer to a name that is in use in its place beside the field. */
export function nameTaken(field: string) {
  return (error: unknown): never => {
    if (!isConsoleError(error, 'conflict') || error.code !== 'service.refused') throw error
    throw new ConsoleError('conflict', 'container.taken', {}, [
      { field, code: 'container.taken', values: {} },
    ])
  }
}
