/** Values that change, by the kinds of the catalogue: servers read many of them only when it is too late. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { decoded, type FormatName, parameters, parse, type Statement } from '@/lib/configuration'
import { errorMessages, fillIn, isConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import type { CheckedFile, Message } from './check'

/** Controls whose values can be told right from wrong; of others the server's own check says more. */
const STRICT = ['flag', 'number', 'octal', 'size', 'duration', 'choice']

export function checkValues(instance: Instance, files: readonly CheckedFile[]): Message[] {
  return files.flatMap(({ file, format, service, bytes }) => {
    const before = format === 'cn=config' ? [] : settingsIn(format, presentBytes(instance, file))
    const known = new Set(before.map(keyOf))
    return settingsIn(format, bytes)
      .filter((statement) => !known.has(keyOf(statement)))
      .flatMap(({ name, value }) => {
        const row = parameters.find(
          (one) =>
            one.format === format &&
            one.service === service &&
            one.name.toLowerCase() === name.toLowerCase() &&
            (one.place === 'lookup table') === (format === 'main.cf' && file !== 'postfix/main.cf'),
        )
        if (!row?.kind || !STRICT.includes(row.kind.control)) return []
        const text = faultOf(row.kind, value)
        return text === undefined ? [] : [{ file, severity: 'error' as const, text: `${name}: ${text}` }]
      })
  })
}

function faultOf(kind: NonNullable<(typeof parameters)[number]['kind']>, value: string): string | undefined {
  try {
    kind.print(kind.show(value))
    return undefined
  } catch (error) {
    if (isConsoleError(error, 'invalid')) return fillIn(errorMessages[error.code], error.values)
    throw error
  }
}

function settingsIn(format: FormatName, bytes: Uint8Array): Statement[] {
  return parse(format, decoded(bytes).text).statements.filter(({ kind }) => kind === 'setting')
}

function keyOf({ name, value, path: sections }: Statement): string {
  return JSON.stringify([name.toLowerCase(), value, sections])
}

/** What a file has now; nothing when it is not there. */
export function presentBytes({ paths }: Instance, file: string): Uint8Array {
  try {
    return readFileSync(path.join(paths.etc, file))
  } catch {
    return new Uint8Array()
  }
}
