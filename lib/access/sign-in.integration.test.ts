/** Signing in against a running slapd. */
import { randomBytes } from 'node:crypto'
import { afterAll, expect, it, vi } from 'vitest'
import { setUserPassword } from '@/lib/directory'
import { ConsoleError } from '@/lib/errors'
import { ldif } from '@/lib/instance/slapd/testing'
import { ldapValues, runLdapTool, testInstance } from '@/lib/instance/testing'
import { changeOwnPassword } from '@/lib/self'
import { connections } from './connections'
import { perform } from './perform'
import { openSession, signIn } from './sign-in'

const { suffix, domain } = testInstance()
const decoy = `cn=decoy,ou=services,${suffix}`
const tag = randomBytes(4).toString('hex')
const made: string[] = []

afterAll(() => runLdapTool('ldapmodify', made.map((dn) => ldif.remove(dn)).join('')))

it('a wrong login and a wrong password take the same steps, none of them cheaper', async () => {
  const [somebody, away] = [await newPerson(`in-${tag}`), await newPerson(`away-${tag}`, 'suspended')]
  expect(await passwordsAskedFor(`in-${tag}`)).toEqual([somebody, decoy])
  expect(await passwordsAskedFor(`nobody-${tag}`)).toEqual([decoy, decoy])
  expect(await passwordsAskedFor(`away-${tag}`)).toEqual([decoy, decoy])
  const [cost, cheapest] = [await costOf(somebody), await costOf(decoy)]
  expect(cheapest).toBe(cost)
  expect(cost).toMatch(/m=\d+,t=\d+,p=\d+/)
  expect(await costOf(away)).toBe(cost)
})

it('guessing has to wait whatever is sent in between, and fills no log while it waits', async () => {
  const login = `guessed-${tag}`
  await newPerson(login)
  const codes: string[] = []
  // slapd hangs up on one of 300,000 characters, which is not to count as a server that is down.
  for (const length of [9, 9, 9, 9, 300_000, 9, 9, 9]) {
    const attempt = { login, password: 'x'.repeat(length), address: `${tag}.invalid`, face: 'web' } as const
    await expect(signIn(connections(), attempt)).rejects.toSatisfy(({ code }) => codes.push(code) > 0)
  }
  const waits = Array(3).fill('access.throttled')
  expect(codes).toEqual([...Array(5).fill('access.wrong'), ...waits])
  const where = { operation: 'session.signIn', actor: login, code: 'access.throttled' }
  expect(await connections().database.intent.count({ where })).toBe(1)
})

it('an address that tries many logins has to wait, and nobody elsewhere does', async () => {
  const from = (address: string, login: string) =>
    signIn(connections(), { login, password: 'a guess', address, face: 'web' })
  for (let i = 0; i < 30; i++)
    await expect(from(`many-${tag}.invalid`, `many-${tag}-${i}`)).rejects.toMatchObject({
      code: 'access.wrong',
    })
  const login = `more-${tag}`
  await expect(from(`many-${tag}.invalid`, login)).rejects.toMatchObject({ code: 'access.throttled' })
  await expect(from(`else-${tag}.invalid`, login)).rejects.toMatchObject({ code: 'access.wrong' })
})

it('a slapd that does not answer takes back no failure but the one it makes', async () => {
  const attempt = {
    login: `held-${tag}`,
    password: 'a guess',
    address: `held-${tag}.invalid`,
    face: 'web',
  } as const
  const away = async () => Promise.reject(new ConsoleError('unavailable', 'service.unreachable'))
  const wrong = () => expect(signIn(connections(), attempt)).rejects.toMatchObject({ code: 'access.wrong' })
  for (let i = 0; i < 5; i++) {
    await wrong()
    if (i === 3) {
      const silent = signIn({ ...connections(), checkPassword: away }, attempt)
      await expect(silent).rejects.toMatchObject({ kind: 'unavailable' })
    }
  }
  await expect(signIn(connections(), attempt)).rejects.toMatchObject({ code: 'access.throttled' })
})

it('whoever signs in many times at once does not guess, and whoever guesses many times at once does', async () => {
  const login = `often-${tag}`
  await newPerson(login)
  const atOnce = async (password: string) => {
    const attempt = { login, password, address: `${login}.invalid`, face: 'command' } as const
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => signIn(connections(), attempt)))
    return tries.map((tried) => (tried.status === 'fulfilled' ? 'in' : tried.reason.code)).sort()
  }
  expect(await atOnce('not a guess')).toEqual(Array(12).fill('in'))
  const refusals = [...Array(7).fill('access.throttled'), ...Array(5).fill('access.wrong')]
  expect(await atOnce('a guess')).toEqual(refusals)
})

it('attempts of one account wait for a slapd that does not answer no longer than twice', async () => {
  const login = `queue-${tag}`
  await newPerson(login)
  let asked = 0
  const held = {
    ...connections(),
    async checkPassword() {
      asked++
      await new Promise((resolve) => setTimeout(resolve, 5000))
      throw new ConsoleError('unavailable', 'service.unreachable', { service: 'slapd' })
    },
  }
  const attempt = { login, password: 'not a guess', address: `${login}.invalid`, face: 'web' } as const
  const tries = await Promise.allSettled(Array.from({ length: 12 }, () => signIn(held, attempt)))
  for (const tried of tries) expect(tried).toMatchObject({ reason: { code: 'service.unreachable' } })
  // Each looks at two passwords: the first one's, and those of who came to a turn before their patience was over.
  expect(asked).toBeLessThanOrEqual(2 * 2)
  expect(await signIn(connections(), attempt)).toMatchObject({ login })
})

it('whoever is given a new password waits no longer for the wrong ones', async () => {
  const login = `forgot-${tag}`
  await newPerson(login)
  const from = (password: string) =>
    signIn(connections(), { login, password, address: `${login}.invalid`, face: 'web' })
  for (let i = 0; i < 5; i++) await expect(from(`guess ${i}`)).rejects.toMatchObject({ code: 'access.wrong' })
  await expect(from('not a guess')).rejects.toMatchObject({ code: 'access.throttled' })
  await perform({ kind: 'root' }, setUserPassword, { login, password: 'given anew' })
  expect(await from('given anew')).toMatchObject({ login })
})

it('a password that is changed while it is checked opens no session', async () => {
  const login = `changed-${tag}`
  const dn = await newPerson(login)
  const attempt = { login, password: 'not a guess', address: `${login}.invalid`, face: 'web' } as const
  const { id } = await openSession(connections(), attempt, '')
  const sessions = () => connections().database.session.count({ where: { person: id } })
  expect(await sessions()).toBe(1)
  const over = {
    ...connections(),
    async checkPassword(of: string, password: string) {
      const isRight = await connections().checkPassword(of, password)
      const change = { login, password: 'another one', mustChangePassword: false }
      if (of === dn && isRight) await perform({ kind: 'root' }, setUserPassword, change)
      return isRight
    },
  }
  await expect(openSession(over, attempt, '')).rejects.toMatchObject({ code: 'access.wrong' })
  expect(await sessions()).toBe(0)
})

it('whoever finds a session open cannot go on guessing the password to change it', async () => {
  const dn = await newPerson(`open-${tag}`)
  const [id = ''] = await ldapValues(dn, 'entryUUID')
  const caller = { kind: 'person', id, face: 'web', address: '192.0.2.8' } as const
  const change = (current: string) =>
    perform(caller, changeOwnPassword, { current, password: 'another one', repeat: 'another one' })
  // A slapd that does not answer told nothing of any password.
  const silence = new ConsoleError('unavailable', 'service.unreachable')
  vi.spyOn(connections(), 'checkPassword').mockRejectedValueOnce(silence)
  await expect(change('a guess')).rejects.toMatchObject({ kind: 'unavailable' })
  for (let i = 0; i < 5; i++) await expect(change(`guess ${i}`)).rejects.toMatchObject({ kind: 'invalid' })
  await expect(change('not a guess')).rejects.toMatchObject({ code: 'access.throttled' })
})

/** Whose passwords slapd is asked to check when this login comes with a wrong one. */
async function passwordsAskedFor(login: string): Promise<string[]> {
  const asked: string[] = []
  const over = {
    ...connections(),
    checkPassword: (dn: string, password: string) => {
      asked.push(dn)
      return connections().checkPassword(dn, password)
    },
  }
  const attempt = { login, password: 'a wrong guess', address: `${login}.invalid`, face: 'web' } as const
  await expect(signIn(over, attempt)).rejects.toMatchObject({ kind: 'denied', code: 'access.wrong' })
  return asked
}

async function newPerson(login: string, smAccountStatus = 'active'): Promise<string> {
  const dn = `uid=${login},o=${domain},${suffix}`
  const [uid, cn, sn, mail] = [login, login, login, `${login}@${domain}`]
  const objectClass = ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount']
  const names = { objectClass, uid, cn, sn, mail, mailLocalAddress: mail, smMailbox: 'FALSE' }
  await runLdapTool('ldapmodify', ldif.add(dn, { ...names, smAccountStatus, userPassword: 'not a guess' }))
  made.push(dn)
  return dn
}

/** What it costs to check a password: the scheme and its parameters. */
async function costOf(dn: string): Promise<string> {
  const [hash = ''] = await ldapValues(dn, 'userPassword')
  return hash.split('$').slice(0, 4).join('$')
}
