import { Argument, type Command } from 'commander'
import {
  listConfiguration,
  listConfigurationFiles,
  listConfigurationHistory,
  showConfigurationFile,
  showConfigurationRevision,
} from '@/lib/configuration/operations'
import { reasonWords } from '@/lib/configuration/reason'
import type { Field, Revision } from '@/lib/configuration/views'
import { formatDate } from '@/lib/locales/format'
import { type Message, msgid } from '@/lib/locales/translate'
import type { Face } from '../face'
import { writeContent } from '../files'
import { refusal } from '../refusal'
import { table } from '../table'
import { unifiedDiff } from '../unified'
import { addConfigChanges } from './config-change'

const WINDOW = 50

const origins: Record<Revision['origin'], Message> = {
  installed: msgid('set up'),
  console: msgid('changed here'),
  outside: msgid('changed by hand'),
  restored: msgid('restored'),
}
const outcomes: Record<Revision['outcome'], Message> = {
  kept: msgid('kept'),
  reverted: msgid('put back'),
  interrupted: msgid('interrupted'),
}

/** `config list|get|set|unset|apply|diff|history|keep|revert`. */
export function addConfigCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const config = program
    .command('config')
    .description(
      t(
        'The configuration of the servers. Parameters are named with their server, such as postfix/message_size_limit, files by their path, such as postfix/master.cf',
      ),
    )

  config
    .command('list')
    .description(t('List the parameters of a server, or of all'))
    .addArgument(new Argument('[server]').choices(['apache', 'cyrus', 'slapd', 'postfix', 'proftpd']))
    .option('--set', t('Only those that a file sets'))
    .option('--files', t('List the files instead'))
    .action(async (service: string | undefined, options: { set?: true; files?: true }) => {
      if (options.files) return listFiles(service)
      const { fields } = await perform(listConfiguration, { ...(service && { service }) })
      const rows = options.set ? fields.filter(({ values }) => values.some(({ isOn }) => isOn)) : fields
      answer(rows, table([t('Parameter'), t('Value'), t('By default'), t('Set in')], rows.map(cells)))
    })

  config
    .command('get <names...>')
    .description(t('Show values, the default ones where nothing is set; or the text of a file'))
    .option('--save <file>', t('Write the text to this file, exactly as it is'))
    .action(async (names: string[], { save }: { save?: string }) => {
      const { files } = await perform(listConfigurationFiles, {})
      const [name = ''] = names
      if (files.some(({ file }) => file === name)) {
        if (names.length > 1) throw refusal('usage', 'usage', t('One file at a time.'))
        return showFile(name, save)
      }
      const fields = await Promise.all(
        names.map(async (field) => (await perform(listConfiguration, { field })).fields),
      )
      const found = fields.flat()
      const lines = found.map((field) => (names.length > 1 ? `${field.id}=${shown(field)}` : shown(field)))
      answer(found, lines.join('\n'))
    })

  addConfigChanges(config, face)

  config
    .command('history')
    .description(t('List who changed what, and what became of it'))
    .option('--file <name>', t('Only changes of this file'))
    .option('--all', t('Not only the last {count}', { count: WINDOW }))
    .action(async ({ file, all }: { file?: string; all?: true }) => {
      const rows: Revision[] = []
      for (let [offset, total] = [0, 1]; offset === 0 || (all && offset < total); offset += WINDOW) {
        const page = await perform(listConfigurationHistory, { offset, count: WINDOW, ...(file && { file }) })
        rows.push(...page.revisions)
        ;({ total } = page)
      }
      const head = [t('Revision'), t('When'), t('Who'), t('What'), t('Outcome'), t('Files'), t('Note')]
      answer(rows, table(head, rows.map(revisionCells)))
    })

  config
    .command('diff [revision]')
    .description(t('Show what a revision changed; without a number the last one'))
    .option('--file <name>', t('Only this file'))
    .action(async (number: string | undefined, { file }: { file?: string }) => {
      const revision = await revisionNamed(number)
      const files = file === undefined ? revision.files : [file]
      const texts = await Promise.all(
        files.map(async (file) => ({
          file,
          ...(await perform(showConfigurationRevision, { number: revision.number, file })),
        })),
      )
      const lines = texts.flatMap(({ file, before, after }) => unifiedDiff(file, before ?? '', after))
      answer({ ...revision, texts }, lines.join('\n').replaceAll('\t', '    '))
    })

  async function listFiles(service?: string): Promise<void> {
    const { files } = await perform(listConfigurationFiles, {})
    const rows = files.filter((one) => service === undefined || one.service === service)
    answer(
      rows,
      table(
        [t('File'), t('Server')],
        rows.map(({ file, service }) => [file, service]),
      ),
    )
  }

  async function showFile(name: string, save?: string): Promise<void> {
    const { text, ...file } = await perform(showConfigurationFile, { file: name })
    if (save === undefined) return answer({ ...file, text }, text.replace(/\n$/, '').replaceAll('\t', '    '))
    const bytes = Buffer.from(text, file.encoding)
    await writeContent(save, bytes.toString('base64'), t)
    answer({ ...file, save }, t('Saved.'))
  }

  async function revisionNamed(number: string | undefined): Promise<Revision> {
    for (let [offset, total] = [0, 1]; offset < total; offset += WINDOW) {
      const page = await perform(listConfigurationHistory, { offset, count: WINDOW })
      const found = page.revisions.find((one) => number === undefined || String(one.number) === number)
      if (found) return found
      ;({ total } = page)
    }
    throw refusal('refused', 'usage', t('There is no such revision.'))
  }

  function cells(field: Field): string[] {
    const places = field.values.map(({ file, line }) => `${file}:${line}`)
    return [field.id, field.values.length > 0 ? shown(field) : '', field.default, places.join(', ')]
  }

  /** What counts: values that are set, or the default. */
  function shown({ values, control, default: usual }: Field): string {
    if (values.length === 0) return usual
    const texts = values.map(({ typed, isOn }) => {
      const text = control === 'secret' ? t('(secret)') : typed
      return isOn ? text : t('(off) {value}', { value: text })
    })
    return texts.join(' | ')
  }

  function revisionCells({ number, at, who, note, origin, outcome, reason, files }: Revision): string[] {
    const when = formatDate(t.locale, new Date(at), { timeStyle: 'medium' })
    const became = t.message(outcomes[outcome])
    return [
      ...[String(number), when, who, t.message(origins[origin])],
      ...[reason ? `${became}: ${reasonWords(t, reason).split('\n', 1)}` : became, files.join(', '), note],
    ]
  }
}
