/**
 * Which processes belong to an instance. Pid files are not believed: a process counts when its program is one of
 * the server's and its command line, working directory or open files name the instance directory, read from proc(5).
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { until } from './until'

export type ProcessPattern = {
  /** The instance directory. */
  directory: string
  /** Tells the server's programs by the path of the executable. */
  isProgram: (executable: string) => boolean
}

/** Pids of every process that fits, those whose parent is not among them first, older before younger. */
export function findProcesses(pattern: ProcessPattern): number[] {
  const found = allPids().filter((pid) => fits(pid, pattern))
  const isMain = (pid: number) => !found.includes(statusOf(pid)?.parent ?? 0)
  const age = (pid: number) => statusOf(pid)?.startTime ?? Number.MAX_SAFE_INTEGER
  return found.sort((a, b) => Number(isMain(b)) - Number(isMain(a)) || age(a) - age(b))
}

/**
 * The start time in clock ticks since boot tells a process from a later one with the same pid; undefined for one
 * that has ended, even if nobody has asked for its exit code yet.
 */
export function startTime(pid: number): number | undefined {
  const status = statusOf(pid)
  return status?.state === 'Z' ? undefined : status?.startTime
}

/** True for a process that exists and was not stopped by a signal. */
export function canRun(pid: number): boolean {
  const state = statusOf(pid)?.state
  return state !== undefined && !'TtZX'.includes(state)
}

/**
 * Ends processes: the signal, then SIGCONT for those that were stopped, SIGKILL for what is left at the deadline
 * (milliseconds). `find` is asked again and again, so that children born meanwhile are ended too. False when
 * something survives even that.
 */
export async function endProcesses(
  find: () => number[],
  signal: NodeJS.Signals,
  deadline: number,
): Promise<boolean> {
  const all = find()
  const [main] = all
  if (main === undefined) return true
  send(main, signal)
  // The main process waits for its children, so they have to go on as well.
  for (const pid of all) send(pid, 'SIGCONT')
  if (await until(() => find().length === 0 || find()[0] !== main, deadline)) {
    // The main process is gone; what it left behind has nobody to wait for.
    for (const pid of find()) sendBoth(pid, 'SIGTERM')
    if (await until(() => find().length === 0, 1000)) return true
  }
  return until(() => {
    const left = find()
    for (const pid of left) send(pid, 'SIGKILL')
    return left.length === 0
  }, 5000)
}

/** Sends a signal to a process that may be gone already. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

/** One variable of the environment a process was started with. */
export function environmentOf(pid: number, name: string): string | undefined {
  const prefix = `${name}=`
  const entry = read(`/proc/${pid}/environ`)
    ?.split('\0')
    .find((variable) => variable.startsWith(prefix))
  return entry?.slice(prefix.length)
}

export function executableOf(pid: number): string | undefined {
  // An upgraded package leaves its running programs "(deleted)".
  return link(`/proc/${pid}/exe`)?.replace(/ \(deleted\)$/, '')
}

export function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid)
}

function sendBoth(pid: number, signal: NodeJS.Signals): void {
  send(pid, signal)
  send(pid, 'SIGCONT')
}

function fits(pid: number, { directory, isProgram }: ProcessPattern): boolean {
  const executable = executableOf(pid)
  if (!executable || !isProgram(executable) || statusOf(pid)?.state === 'Z') return false
  return belongsTo(pid, directory)
}

/** True when command line, working directory or an open file of a process names the instance directory. */
export function belongsTo(pid: number, directory: string): boolean {
  const within = (place: string | undefined) => place !== undefined && `${place}/`.startsWith(`${directory}/`)
  const words = read(`/proc/${pid}/cmdline`)?.split('\0') ?? []
  return (
    words.some((word) => word.includes(`${directory}/`)) ||
    within(link(`/proc/${pid}/cwd`)) ||
    openFiles(pid).some(within)
  )
}

function openFiles(pid: number): (string | undefined)[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => link(`/proc/${pid}/fd/${fd}`))
  } catch (error) {
    if (isGone(error)) return []
    throw error
  }
}

/** Fields of /proc/<pid>/stat behind the program's name, which may itself hold blanks and parentheses. */
function statusOf(pid: number): { state: string; parent: number; startTime: number } | undefined {
  const stat = read(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { state: fields[0] ?? '', parent: Number(fields[1]), startTime: Number(fields[19]) }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

function link(file: string): string | undefined {
  try {
    return readlinkSync(file)
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

/** A process can end between two looks; kernel threads have no executable to look at. */
function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES' || code === 'EPERM' || code === 'EINVAL'
}
