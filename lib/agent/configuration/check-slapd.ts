import { mkdir, rm } from 'node:fs/promises'
import { isConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import type { CheckedFile, Message } from './check'
import { changeRecords, read } from './slapd-store'
import { linesSaid, type Stage } from './stage'

const LIMITS = { timeout: 20_000, keep: 65_536 }

/** slapd's own copy of cn=config with the change made by slapmodify(8), then tried by slaptest(8). */
export async function checkSlapd(
  { paths, ...rest }: Instance,
  stage: Stage,
  files: CheckedFile[],
): Promise<Message[]> {
  const file = 'slapd/cn=config'
  const error = (text: string): Message => ({ file, severity: 'error', text })
  const wanted = files.find((one) => one.file === file)
  if (!wanted) return []
  let records: string
  try {
    records = changeRecords(await read({ paths, ...rest }), wanted.bytes)
  } catch (fault) {
    if (!isConsoleError(fault, 'invalid')) throw fault
    return [error(fault.message)]
  }
  if (records === '') return []
  const copy = stage.at('slapd.d')
  await rm(copy, { recursive: true, force: true })
  await mkdir(stage.at('slapd'), { recursive: true, mode: 0o700 })
  await runProgram('/bin/cp', ['-R', '--no-dereference', paths.slapdConfig, copy], LIMITS)
  const modified = await runProgram('/usr/sbin/slapmodify', ['-n', '0', '-F', copy], {
    ...LIMITS,
    input: records,
  })
  const tried =
    modified.code === 0 ? await runProgram('/usr/sbin/slaptest', ['-u', '-F', copy], LIMITS) : modified
  if (tried.code === 0) return []
  const lines = linesSaid(stage, tried.stderr).filter((line) => !line.startsWith('slaptest: bad'))
  return (lines.length > 0 ? lines.slice(-3) : [`slaptest: ${tried.code ?? 'no answer'}`]).map(error)
}
