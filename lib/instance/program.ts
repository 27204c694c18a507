/** Runs the mail servers' own programs: a file and its arguments, never a shell, never this process's environment. */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { ConsoleError } from '@/lib/errors'

export type ProgramResult = { code: number | null; stdout: string; stderr: string }

export type ProgramOptions = {
  /** Written to standard input, which is empty otherwise. */
  input?: string
  /** The account to run as, by number; root otherwise. */
  user?: { uid: number; gid: number; groups?: number[] }
  environment?: Record<string, string>
  cwd?: string
  /** Milliseconds after which the program is killed and the result's code is null. */
  timeout?: number
  /** Bytes of each output that are kept; what comes after them is read and dropped. */
  keep?: number
  /** Which lines of standard output are kept; all others are read and dropped. */
  only?: (line: string) => boolean
  /** `latin1` makes each byte one character, for input and output whose lengths are in bytes. */
  encoding?: 'utf8' | 'latin1'
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Runs a program to its end and returns what it printed; a code other than 0 is a result, not an error. */
export function runProgram(
  file: string,
  argv: string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = begin(file, argv, options, ['pipe', 'pipe', 'pipe'])
    const stdout = options.only ? linesFrom(child.stdout, options.only) : collected(child.stdout, options)
    const stderr = collected(child.stderr, options)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout: stdout(), stderr: stderr() }))
    // The program may end without reading its input.
    child.stdin?.on('error', () => {})
    child.stdin?.end(options.input ?? '', options.encoding ?? 'utf8')
  })
}

/**
 * Starts a program that puts itself into the background; resolves when the process started here has exited.
 * What it prints, also later, goes to the file `output`, because a daemon may keep its outputs open for good.
 */
export async function launch(
  file: string,
  argv: string[],
  options: ProgramOptions & { output: string },
): Promise<ProgramResult> {
  const output = openSync(options.output, 'w', 0o640)
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = begin(file, argv, options, ['ignore', output, output])
      child.on('error', reject)
      child.on('exit', resolve)
    })
    return { code, stdout: '', stderr: readFileSync(options.output, 'utf8') }
  } finally {
    closeSync(output)
  }
}

/** Runs a program that has to succeed. Errors: 'failed' service.refused with what it said. */
export async function mustRun(
  service: string,
  file: string,
  argv: string[],
  options: ProgramOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await runProgram(file, argv, options)
  if (code === 0) return stdout
  const detail = (stderr.trim() || stdout.trim() || `${file} exited with ${code}`).slice(-2000)
  throw new ConsoleError('failed', 'service.refused', { service, detail })
}

function begin(file: string, argv: string[], options: ProgramOptions, stdio: StdioOptions): ChildProcess {
  const [program, ...rest] = options.user ? asUser(options.user, file, argv) : [file, ...argv]
  return spawn(program, rest, {
    cwd: options.cwd ?? '/',
    // The types of Next want NODE_ENV in every environment.
    env: { PATH, LC_ALL: 'C.UTF-8', NODE_ENV: 'production', ...options.environment },
    stdio,
    timeout: options.timeout ?? 60_000,
    killSignal: 'SIGKILL',
  })
}

/** setpriv(1) rather than spawn's uid and gid: it also drops root's supplementary groups. */
function asUser(
  user: NonNullable<ProgramOptions['user']>,
  file: string,
  argv: string[],
): [string, ...string[]] {
  const groups = user.groups?.length ? [`--groups=${user.groups.join(',')}`] : ['--clear-groups']
  return ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, ...groups, '--', file, ...argv]
}

/** Reads a program's output line by line; gives those that are wanted when it has ended. */
function linesFrom(stream: Readable | null, isWanted: (line: string) => boolean): () => string {
  const kept: string[] = []
  let rest = ''
  stream?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    kept.push(...lines.filter(isWanted))
  })
  return () => (isWanted(rest) ? [...kept, rest] : kept).join('\n')
}

/** Reads a program's output; gives what it was when it has ended. */
function collected(
  stream: Readable | null,
  { keep = Number.POSITIVE_INFINITY, encoding = 'utf8' }: ProgramOptions,
): () => string {
  const chunks: Buffer[] = []
  let room = keep
  stream?.on('data', (chunk: Buffer) => {
    if (room > 0) chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk)
    room -= chunk.length
  })
  return () => Buffer.concat(chunks).toString(encoding)
}
