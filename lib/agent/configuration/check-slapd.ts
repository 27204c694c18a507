import { mkdir, rm } from 'node:fs/promises'
import { isConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { runProgram } from '@/lib/instance/program'
import type { CheckedFile, Message } from './check'
import { changeRecords, read, settingsIn } from './slapd-store'
import { linesSaid, type Stage } from './stage'

const LIMITS = { timeout: 20_000, keep: 65_536 }

/** A simple bind without encryption on the machine itself is how everything here signs in. */
const SHUT_OUT =
  'would keep the console and all mail servers out: they sign in on this machine with a simple bind'

/** Values after which nothing of the console gets into slapd any more, not even to put them back. */
function shutters(bytes: Uint8Array): string[] {
  return settingsIn(bytes).flatMap(({ name, value }) => {
    const words = value.toLowerCase().split(/\s+/)
    const isShut = {
      olcdisallows: (word: string) => word === 'bind_simple',
      olcrequires: (word: string) => /^(bind|authc|sasl|strong)$/.test(word),
      olcsecurity: (word: string) => /=0*[1-9]/.test(word),
    }[name.toLowerCase()]
    return words.filter((word) => isShut?.(word)).map((word) => `${name}: ${word}`)
  })
}

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
  const before = await read({ paths, ...rest })
  const shut = shutters(wanted.bytes).filter((one) => !shutters(before).includes(one))
  if (shut.length > 0) return shut.map((said) => error(`${said} ${SHUT_OUT}`))
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
