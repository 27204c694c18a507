/** Changing the configuration by the command line: a look first, always, then all of it or nothing. */
import type { Command } from 'commander'
import { meanwhileWords } from '@/lib/configuration/meanwhile'
import {
  type Applied,
  applyConfiguration,
  keepConfiguration,
  previewConfiguration,
  restoreConfiguration,
  showConfigurationFile,
  showConfigurationState,
  takeBackConfiguration,
} from '@/lib/configuration/operations'
import type { Edit, FieldEdit, Preview } from '@/lib/configuration/views'
import { formatDate } from '@/lib/locales/format'
import type { Face } from '../face'
import { fileContent } from '../files'
import { crossing, exitCodes, refusal } from '../refusal'
import { isFit, previewLines, problemsOf, versionLines, warningLines } from './config-preview'

type Options = { dryRun?: true; note?: string; keep?: true; allowRelay?: true }
type Where = { file?: string; section?: string[] }
type Wish = { edits: Edit[] } | { restore: { number: number; to: 'before' | 'after' } }

/** As much as the console takes of a file. */
const LARGEST = 1_500_000

/** `config set|unset|apply|keep|revert`. */
export function addConfigChanges(config: Command, face: Face): void {
  const { t, perform, answer } = face

  withOptions(withPlace(config.command('set <assignments...>')))
    .description(
      t(
        'Set parameters, such as postfix/message_size_limit=50M; several are one change, all of it or nothing',
      ),
    )
    .option('--add', t('One more value, where several are possible'))
    .option('--instead-of <value>', t('In place of this value, where there are several'))
    .action(async (assignments: string[], options: Options & Where & { add?: true; insteadOf?: string }) => {
      const edits = assignments.map((text): FieldEdit => {
        const [, field, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
        if (field === undefined || value === undefined)
          throw refusal('usage', 'usage', t('{text} does not say parameter=value.', { text }))
        const where = { field, ...placeOf(options) }
        if (options.add) return { ...where, change: 'add', value }
        return { ...where, change: 'set', value, ...(options.insteadOf && { was: options.insteadOf }) }
      })
      await change({ edits }, options)
    })

  withOptions(withPlace(config.command('unset <parameters...>')))
    .description(t('Take parameters away, so that the default counts'))
    .option('--off', t('Switch them off instead: their text stays as a comment'))
    .option('--value <value>', t('Only this value, where there are several'))
    .action(async (fields: string[], options: Options & Where & { off?: true; value?: string }) => {
      const edits = fields.map((field): FieldEdit => {
        const was = options.value === undefined ? {} : { was: options.value }
        return { field, ...placeOf(options), change: options.off ? 'off' : 'unset', ...was }
      })
      await change({ edits }, options)
    })

  withOptions(config.command('apply <name> <file>'))
    .description(
      t(
        'Put the text of a file in place of a configuration file; what `config get --save` kept back as a secret stays',
      ),
    )
    .option('--base <file>', t('The text it was made from: what others changed since then stays'))
    .action(async (name: string, path: string, options: Options & { base?: string }) => {
      const present = await perform(showConfigurationFile, { file: name })
      const read = async (from: string) =>
        Buffer.from(await fileContent(from, LARGEST, t), 'base64').toString(present.encoding)
      const base = options.base === undefined ? present.text : await read(options.base)
      await change({ edits: [{ file: name, base, text: await read(path) }] }, options)
    })

  withOptions(config.command('revert [revision]'))
    .description(
      t(
        'Take a change back: the one that waits to be kept, or with its number an earlier one; later ones stay',
      ),
    )
    .option('--to', t('Make the files what they were after this revision'))
    .action(async (number: string | undefined, { to, ...options }: Options & { to?: true }) => {
      if (number !== undefined) {
        if (!/^\d{1,9}$/.test(number)) throw refusal('usage', 'usage', t('A revision is a number.'))
        return change({ restore: { number: Number(number), to: to ? 'after' : 'before' } }, options)
      }
      const { phase, meanwhile } = await perform(takeBackConfiguration, { change: await waiting() })
      const words = [t('Everything is as it was before.'), ...meanwhileWords(t, meanwhile)]
      answer({ phase, meanwhile }, words.join('\n'))
    })

  config
    .command('keep')
    .description(t('Keep the change that waits for it'))
    .action(async () => {
      const change = await waiting()
      await perform(keepConfiguration, { change })
      answer({ change }, t('The change was kept.'))
    })

  async function change(wish: Wish, options: Options): Promise<void> {
    let preview = await perform(previewConfiguration, wish)
    const proof = preview.hazards.length > 0 ? await face.proof() : {}
    if (preview.unasked.length > 0) preview = await perform(previewConfiguration, { ...wish, ...proof })
    const words = previewLines(preview, face)
    if (options.dryRun) {
      if (preview.conflicts.length > 0) face.endWith(exitCodes.conflict)
      else if (!isFit(preview)) face.endWith(exitCodes.refused)
      const lines = [...words, ...problemsOf(preview, wish, face), ...versionLines(preview, face)]
      return answer(preview, lines.join('\n'))
    }
    const problems = problemsOf(preview, wish, face)
    if (problems.length > 0) throw faultOf(preview, problems.join(' '))
    const agreed = {
      hashes: preview.files.map(({ file, hash }) => ({ file, hash })),
      ...{ note: options.note ?? '', relay: await agreesToRelay(preview, words, options) },
      ...proof,
    }
    const applied =
      'edits' in wish
        ? await perform(applyConfiguration, { ...wish, ...agreed })
        : await perform(restoreConfiguration, { ...wish.restore, ...agreed })
    await told(applied, options, preview)
  }

  async function told(applied: Applied, options: Options, preview: Preview): Promise<void> {
    const files = applied.files.join(', ')
    const answer = (value: unknown, words: string) =>
      face.answer(value, [words, ...warningLines(preview, face)].join('\n'))
    if (applied.phase === 'kept') return answer(applied, t('Changed: {files}.', { files }))
    if (options.keep) {
      await perform(keepConfiguration, { change: applied.change })
      return answer({ ...applied, phase: 'kept', deadline: null }, t('Changed and kept: {files}.', { files }))
    }
    const time = formatDate(t.locale, new Date(applied.deadline ?? Date.now()), { timeStyle: 'medium' })
    answer(
      applied,
      [
        t('Changed: {files}.', { files }),
        t('It is taken back at {time} unless you keep it: server-manager config keep', { time }),
      ].join('\n'),
    )
  }

  async function agreesToRelay({ relay }: Preview, words: string[], options: Options): Promise<boolean> {
    if (relay.length === 0) return false
    await face.confirm(words.join('\n'), 'relay', options.allowRelay === true)
    return true
  }

  /** The change in its countdown. */
  async function waiting(): Promise<string> {
    const { change } = await perform(showConfigurationState, {})
    if (change?.phase === 'countdown') return change.id
    throw refusal('refused', 'usage', t('No change waits to be kept.'))
  }

  function faultOf(preview: Preview, message: string) {
    const { faults, conflicts } = preview
    if (faults.length > 0) return refusal('usage', 'usage', message)
    return conflicts.length > 0
      ? crossing(message, conflicts, versionLines(preview, face))
      : refusal('refused', 'usage', message)
  }

  function withOptions(command: Command): Command {
    return command
      .option('--dry-run', t('Only show what would change, and what the servers say of it'))
      .option('--note <text>', t('Why, for the history'))
      .option('--keep', t('Keep it at once, where it would be taken back unless somebody does'))
      .option('--allow-relay', t('Also when strangers could send mail through the server then'))
  }

  function withPlace(command: Command): Command {
    return command
      .option('--file <name>', t('In this configuration file'))
      .option('--section <labels...>', t("In this section, such as 'VirtualHost *:443', from the outermost"))
  }
}

function placeOf({ file, section }: Where): Where {
  return { ...(file && { file }), ...(section && { section }) }
}
