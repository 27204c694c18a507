import type { Instance } from '@/lib/instance/instance'
import type { CheckedFile, Message } from './check'
import { linesSaid, runStaged, type Stage } from './stage'

/** proftpd(8) -t: lines begin with time, host and process, and say `fatal:` or `warning:`. */
export async function checkProftpd(
  _instance: Instance,
  stage: Stage,
  files: CheckedFile[],
): Promise<Message[]> {
  const argv = ['-t', '-c', stage.at('proftpd.conf')]
  const { code, output } = await runStaged(stage, '/usr/sbin/proftpd', argv)
  const lines = linesSaid(stage, output).map((line) =>
    line.replace(/^[-\d]+ [\d:,]+ \S+ proftpd\[\d+\]( [^:]*)?: /, ''),
  )
  const fatal = lines.filter((line) => /^fatal:|error/i.test(line))
  const warnings = lines.filter((line) => /^warning:/i.test(line))
  const message = (severity: Message['severity']) => (text: string) => ({
    ...{
      file: files.find(({ file }) => text.includes(`'${file}'`))?.file ?? files[0]?.file ?? 'proftpd.conf',
    },
    ...{ severity, text },
  })
  if (code === 0) return warnings.map(message('warning'))
  const errors = fatal.length > 0 ? fatal : [lines.at(-1) ?? `proftpd -t: ${code ?? 'no answer'}`]
  return [...errors.map(message('error')), ...warnings.map(message('warning'))]
}
