/**
 * Who acts, and by which way. Root reads the console's secrets anyway, so its command line opens slapd, Cyrus and
 * the database itself and works while the console is down: as the manager, or with --login as that person. No
 * other system user may read those secrets; their login, password and wish go to the web process on this machine.
 */
import { type Caller, type Operation, perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { signIn } from '@/lib/access/sign-in'
import { LOCAL } from '@/lib/access/throttle'
import { type Instance, readSecret } from '@/lib/instance/instance'
import type { T } from '@/lib/locales/translate'
import { refusal } from './refusal'
import type { Terminal } from './terminal'
import { askWebProcess } from './web-process'

export type Perform = <Input, Output>(operation: Operation<Input, Output>, input: unknown) => Promise<Output>

export type Identity = {
  /** Login given with --login. */
  login: string | undefined
  passwordFromInput: boolean
}

export type Performer = {
  perform: Perform
  /** The password the person signed in with, asked for if it was not needed yet; null for root. */
  ownPassword(): Promise<string | null>
  /** What only root can read. */
  rootToken(): string
}

/** Nobody is asked for a password before it is needed. */
export function performer(instance: Instance, identity: Identity, terminal: Terminal, t: T): Performer {
  const asRoot = process.getuid?.() === 0
  const asManager = asRoot && identity.login === undefined
  const credentials = once(() => askCredentials(identity, terminal, t))
  const caller = once(async (): Promise<Caller> => {
    if (asManager) return { kind: 'root' }
    const here = { face: 'command', address: LOCAL } as const
    const { id } = await signIn(connections(), { ...(await credentials()), ...here })
    return { kind: 'person', id, ...here }
  })
  return {
    rootToken: () => readSecret(instance, 'root-proof'),
    ownPassword: async () => (asManager ? null : (await credentials()).password),
    async perform<Input, Output>(operation: Operation<Input, Output>, input: unknown): Promise<Output> {
      if (asRoot) return perform(await caller(), operation, input)
      const wish = { ...(await credentials()), operation: operation.name, input, language: t.locale }
      return (await askWebProcess(instance, wish, t)) as Output
    },
  }
}

async function askCredentials({ login, passwordFromInput }: Identity, terminal: Terminal, t: T) {
  const who = login ?? (terminal.present ? await terminal.ask(`${t('Login:')} `) : '')
  if (who.trim() === '')
    throw refusal('usage', 'usage', t('Only root needs no login: give one with --login.'))
  if (passwordFromInput) {
    const password = await terminal.nextLine()
    if (password) return { login: who, password }
    throw refusal(
      'usage',
      'usage',
      t('The first line of standard input has to be the password of {login}.', { login: who }),
    )
  }
  if (terminal.present) {
    return {
      login: who,
      password: await terminal.askSecretly(`${t('Password of {login}:', { login: who })} `),
    }
  }
  throw refusal('usage', 'usage', t('There is no terminal to ask for a password: use --password-stdin.'))
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}
