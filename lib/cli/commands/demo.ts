import type { Command } from 'commander'
import { loadDemo } from '@/lib/demo/load'
import { locateInstance, readInstance } from '@/lib/instance/instance'
import type { Face } from '../face'
import { refusal } from '../refusal'

/** `demo`, which `npm start -- --demo` runs: loads the demonstration; a second time adds nothing. */
export function addDemoCommand(program: Command, { t, answer }: Face): void {
  program.command('demo', { hidden: true }).action(async () => {
    if (process.getuid?.() !== 0)
      throw refusal('refused', 'notRoot', t('Only root can load the demonstration.'))
    const say = (step: string) => void process.stderr.write(`${step}\n`)
    const loaded = await loadDemo(readInstance(locateInstance()), t, say)
    const { tryAs, ...made } = loaded
    const lines = [
      t(
        'New: {domains} domains, {places} organizations and groups, {people} people, {contacts} contacts, {resources} resources, {administrators} administrators, {aliases} aliases, {letters} letters, {folders} folders.',
        made,
      ),
    ]
    if (tryAs)
      lines.push(t('To see what an ordinary person sees, sign in as {login} with {password}.', tryAs))
    answer(loaded, lines.join('\n'))
  })
}
