/**
 * The three processes of the console that run beside the servers: agent (root), worker and web (an unprivileged
 * user who can gain no privileges). Each knows its instance from the environment and everything else from files.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import { encodeFrame } from '@/lib/adapters/agent/frame'
import { answersTo } from './conversation'
import { CONSOLE_USER, type Instance } from './instance'
import { allPids, endProcesses, environmentOf } from './processes'
import { systemUser } from './system-users'

/** In the order in which they start: the pages need the agent. */
export const consoleProcessNames = ['agent', 'worker', 'web'] as const
export type ConsoleProcessName = (typeof consoleProcessNames)[number]

const programs: Record<ConsoleProcessName, { file: string; isRoot: boolean; flags?: string[] }> = {
  agent: { file: 'agent.mjs', isRoot: true },
  worker: { file: 'worker.mjs', isRoot: false },
  web: {
    file: 'web/server.js',
    isRoot: false,
    // V8 lets a heap of several gigabytes grow fourfold before it looks for what is no longer needed, and one that
    // may not become large by less than half; here by a quarter.
    flags: ['--max-old-space-size=512', '--max-semi-space-size=8', '--heap-growing-percent=25'],
  },
}

/** Milliseconds for a process to finish what it is doing; the agent may be starting a server. */
const STOP_DEADLINE = 6000

/** Milliseconds that the web process keeps an idle connection. */
const KEEP_ALIVE = 3600_000

/** Starts one in a session of its own; its output goes to log/console-<name>.log. */
export function startConsoleProcess(instance: Instance, name: ConsoleProcessName): ChildProcess {
  const { paths, directory, ports, origins, programs: installed } = instance
  const { file: place, isRoot, flags = [] } = programs[name]
  const program = path.join(paths.console, place)
  const log = openSync(path.join(paths.log, `console-${name}.log`), 'a', 0o640)
  const command = [installed.node, ...flags, program]
  const [file = '', ...argv] = isRoot ? command : ['setpriv', ...withoutPrivileges(), '--', ...command]
  try {
    return spawn(file, argv, {
      cwd: path.dirname(program),
      detached: true,
      stdio: ['ignore', log, log],
      env: {
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        LC_ALL: 'C.UTF-8',
        NODE_ENV: 'production',
        // glibc would keep what is freed in eight arenas a core, see mallopt(3).
        MALLOC_ARENA_MAX: '2',
        SERVER_MANAGER_INSTANCE: directory,
        SERVER_MANAGER_PROCESS: name,
        ...(name === 'web' && {
          ...{ HOSTNAME: '127.0.0.1', PORT: String(ports.web) },
          // next-auth names its own pages by it.
          NEXTAUTH_URL: origins[0] ?? '',
          // Apache keeps connections and sends the next request over one: it must not be closed just then.
          KEEP_ALIVE_TIMEOUT: String(KEEP_ALIVE),
        }),
      },
    })
  } finally {
    closeSync(log)
  }
}

/** True when the process answers: what it is there for, or that it gets round to it. */
export function consoleProcessAnswers(instance: Instance, name: ConsoleProcessName): Promise<boolean> {
  if (name === 'worker') {
    return answersTo({ to: { path: instance.paths.workerSocket }, expect: (answer) => answer.length > 0 })
  }
  if (name === 'agent') {
    return answersTo({
      to: { path: instance.paths.agentSocket },
      opening: encodeFrame({ verb: 'ping', arguments: {} }),
      expect: (answer) => answer.includes('"ok":true'),
    })
  }
  return answersTo({
    to: { port: instance.ports.web },
    opening: 'GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    expect: (answer) => answer.toString('latin1').startsWith('HTTP/1.1 '),
  })
}

/** Ends those that run, whoever started them. */
export async function endConsoleProcesses(
  instance: Pick<Instance, 'directory'>,
  names: readonly ConsoleProcessName[] = consoleProcessNames,
): Promise<void> {
  await Promise.all(
    names.map((name) => endProcesses(() => findConsoleProcess(instance, name), 'SIGTERM', STOP_DEADLINE)),
  )
}

/** A process may rename itself, as Next does; the environment it was started with stays as it was. */
export function findConsoleProcess(
  { directory }: Pick<Instance, 'directory'>,
  name: ConsoleProcessName,
): number[] {
  return allPids().filter(
    (pid) =>
      environmentOf(pid, 'SERVER_MANAGER_PROCESS') === name &&
      environmentOf(pid, 'SERVER_MANAGER_INSTANCE') === directory,
  )
}

/** setpriv(1): not even a program with the set-user-ID bit makes more of it. */
function withoutPrivileges(): string[] {
  const { uid, gid } = systemUser(CONSOLE_USER)
  return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs', '--bounding-set=-all']
}
