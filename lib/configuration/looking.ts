/** Looking at the configuration: as fields, or as files. */
import { operation } from '@/lib/access'
import { ConsoleError } from '@/lib/errors'
import { parameters } from './catalogue'
import { fieldsOf } from './fields/fields'
import { parameterOf } from './fields/id'
import { Files, List, OneFile } from './inputs'
import { presentFiles } from './present'
import type { Field, FileSummary, KnownName } from './views'

/** Every parameter with its present values, of one server or of all; or a single one. */
export const listConfiguration = operation({
  name: 'config.list',
  kind: 'read',
  withoutDirectory: 'whileDown',
  input: List,
  async run(handles, { service, field }): Promise<{ fields: Field[] }> {
    const one = field === undefined ? undefined : parameterOf(field)
    if (field !== undefined && !one) throw new ConsoleError('notFound', 'config.noParameter', { name: field })
    const rows = one ? [one] : parameters.filter((row) => service === undefined || row.service === service)
    const services = one ? [one.service] : service && [service]
    return { fields: fieldsOf(await presentFiles(handles, services), rows) }
  },
})

/** The files, without their texts, and the servers that know a parameter `named` so. */
export const listConfigurationFiles = operation({
  name: 'config.files',
  kind: 'read',
  withoutDirectory: 'whileDown',
  input: Files,
  run: ({ callAgent }, asked): Promise<{ files: FileSummary[]; known: KnownName[] }> =>
    callAgent('configuration.files', asked),
})

/** A file's text, with placeholders for secrets: what comes back with them keeps the secrets. */
export const showConfigurationFile = operation({
  name: 'config.file',
  kind: 'read',
  withoutDirectory: 'whileDown',
  input: OneFile,
  run: ({ callAgent }, { file }) => callAgent('configuration.read', { file }),
})
