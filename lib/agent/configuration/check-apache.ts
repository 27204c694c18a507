import type { Instance } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import type { CheckedFile, Message } from './check'
import { linesSaid, type Stage } from './stage'

/** apache2(8) -t: names the file and the line of the first fault. */
export async function checkApache(
  _instance: Instance,
  stage: Stage,
  files: CheckedFile[],
): Promise<Message[]> {
  const argv = ['-t', '-f', stage.at('apache/apache2.conf')]
  const { code, stderr } = await runProgram('/usr/sbin/apache2', argv, { timeout: 20_000, keep: 65_536 })
  const severity = code === 0 ? 'warning' : 'error'
  const lines = linesSaid(stage, stderr).filter((line) => line !== 'Syntax OK')
  const named = files.find(({ file }) => lines.some((line) => line.includes(` ${file}:`)))
  const file = (named ?? files[0])?.file ?? 'apache/apache2.conf'
  if (code !== 0 && lines.length === 0)
    return [{ file, severity, text: `apache2 -t: ${code ?? 'no answer'}` }]
  return lines.length > 0 ? [{ file, severity, text: lines.join(' ') }] : []
}
