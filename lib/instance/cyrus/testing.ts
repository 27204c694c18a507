/** A Cyrus of its own for a test, with a slapd and people who can sign in to it, without the rest of an instance. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { type Instance, readSecret } from '../instance'
import { saslauthd } from '../saslauthd/saslauthd'
import { removeSlapd, runningSlapd } from '../slapd/testing'
import { addPeople, PASSWORD } from '../slapd/testing-people'
import { type ImapLogin, imapTalk } from '../testing'
import { cyrus } from './cyrus'

/** `configured` may change Cyrus's files before it starts. */
export async function runningCyrus(
  name: string,
  configured: (instance: Instance) => Promise<void> = async () => {},
): Promise<Instance> {
  const instance = await runningSlapd(name)
  await addPeople(instance)
  for (const server of [saslauthd, cyrus]) await server.configure(instance)
  await configured(instance)
  for (const server of [saslauthd, cyrus]) await server.start(instance)
  return instance
}

export async function removeCyrus(instance: Instance): Promise<void> {
  await cyrus.stop(instance)
  await saslauthd.stop(instance)
  await removeSlapd(instance)
}

/** One of the people of addPeople. */
export function person(login: string): ImapLogin {
  return { login, password: PASSWORD }
}

/** Cyrus's answers to the administrator's commands. */
export async function asAdmin(instance: Instance, ...commands: string[]): Promise<string[]> {
  const admin = { login: 'cyrus', password: readSecret(instance, 'cyrus') }
  return (await imapTalk(admin, commands, instance)).slice(1)
}

/** IMAP's command that puts a message into a folder. */
export function append(folder: string, message: string): string {
  const text = message.replace(/\r?\n/g, '\r\n')
  return `APPEND "${folder}" {${Buffer.byteLength(text)}+}\r\n${text}`
}

/**
 * Does something while another program holds a file of Cyrus's for itself, as `reconstruct` holds those of what it
 * repairs (fcntl(2), F_SETLKW). Debian is never without this program.
 */
export async function whileHeld(file: string, work: () => Promise<void>): Promise<void> {
  const holder = spawn('/usr/bin/perl', ['-e', HOLD, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(holder, 'exit')
  try {
    const [answer] = await Promise.race([once(holder.stdout, 'data'), gone])
    if (String(answer) !== 'held') throw new Error(`${file} cannot be held`)
    await work()
  } finally {
    holder.stdin.end()
    await gone
  }
}

/** What a repair of one of somebody's folders keeps from being opened: all of them. Somebody has opened one before. */
export function lockOf({ directory }: Pick<Instance, 'directory'>, login: string): string {
  const locks = path.join(directory, 'run/cyrus/mailbox-locks')
  const file = readdirSync(locks, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith(`/*U*${login}.lock`),
  )
  if (!file) throw new Error(`no lock for ${login}`)
  return path.join(locks, file)
}

/** Until its input ends. */
const HOLD = `use Fcntl;
open(my $file, "+<", $ARGV[0]) or die $!;
my $lock = pack("s! s! x![q] q q i x![q]", F_WRLCK, 0, 0, 0, 0);
fcntl($file, F_SETLKW, $lock) or die $!;
$| = 1;
print "held";
<STDIN>;`
