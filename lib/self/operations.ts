/** What everybody may see and do with the own account. */
import { z } from 'zod'
import { type Handles, operation } from '@/lib/access'
import { newPassword, quotaOf, type User } from '@/lib/directory'
import { ConsoleError } from '@/lib/errors'

export type Self = {
  dn: string
  login: string
  name: string
  role: Handles['actor']['role']
  mail: string
  addresses: string[]
  mustChangePassword: boolean
  language: string | null
  /** Whether mail is delivered to a mailbox; `quota` says whether Cyrus has one. */
  hasMailbox: boolean
  quota: User['quota']
}

export const showSelf = operation({
  name: 'self.show',
  kind: 'read',
  beforePasswordChange: true,
  input: z.strictObject({}),
  async run(handles): Promise<Self> {
    const { actor, directory } = handles
    const entry = await directory.read(actor.dn, ['mailLocalAddress'])
    // The primary one may be of a domain that the person has left, and stands elsewhere then.
    const addresses = new Set([actor.mail, ...entry.values('mailLocalAddress')].filter(Boolean))
    return {
      dn: actor.dn,
      login: actor.login,
      name: actor.name,
      role: actor.role,
      mail: actor.mail,
      addresses: [...addresses].sort(),
      mustChangePassword: actor.mustChangePassword,
      language: actor.language,
      hasMailbox: actor.hasMailbox,
      quota: await quotaOf(handles, actor.dn),
    }
  },
})

/** What the frame around every page shows of the person. */
export type Viewer = Pick<Self, 'login' | 'name' | 'mail' | 'role' | 'language' | 'mustChangePassword'>

/** Who looks, without asking any server but slapd. */
export const showViewer = operation({
  name: 'self.view',
  kind: 'read',
  beforePasswordChange: true,
  input: z.strictObject({}),
  async run({ actor }): Promise<Viewer> {
    const { login, name, mail, role, language, mustChangePassword } = actor
    return { login, name, mail, role, language, mustChangePassword }
  },
})

/** Changes the own password everywhere at once and ends the person's other sessions. */
export const changeOwnPassword = operation({
  name: 'self.changePassword',
  kind: 'change',
  beforePasswordChange: true,
  input: z
    .strictObject({
      current: z.string().min(1, 'input.required').max(1000),
      password: newPassword,
      repeat: z.string(),
    })
    .refine(({ password, repeat }) => password === repeat, { path: ['repeat'], message: 'password.repeat' })
    .refine(({ password, current }) => password !== current, {
      path: ['password'],
      message: 'password.same',
    }),
  async run(handles, { current, password }): Promise<void> {
    const { actor, directory, intent } = handles
    intent.about({ dn: actor.dn, name: actor.login })
    if (!(await handles.checkOwnPassword(current))) {
      throw new ConsoleError('invalid', 'input.invalid', {}, [
        { field: 'current', code: 'password.wrong', values: {} },
      ])
    }
    // slapd's password policy takes pwdReset away when it is the person who changes the password.
    await directory.modify(actor.dn, [{ attribute: 'userPassword', replace: [password] }])
    await handles.endSessions(actor, handles.sessionId)
  },
})

/** Preferences that follow the person to every browser. */
export const setPreferences = operation({
  name: 'self.setPreferences',
  kind: 'change',
  beforePasswordChange: true,
  input: z.strictObject({ language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'input.unknown') }),
  async run(handles, { language }): Promise<void> {
    handles.intent.about({ dn: handles.actor.dn, name: handles.actor.login })
    await handles.directory.modify(handles.actor.dn, [
      { attribute: 'preferredLanguage', replace: [language] },
    ])
  },
})

/** Ends every session of the person, this one too. */
export const signOutEverywhere = operation({
  name: 'session.signOutEverywhere',
  kind: 'change',
  beforePasswordChange: true,
  input: z.strictObject({}),
  async run(handles): Promise<void> {
    handles.intent.about({ dn: handles.actor.dn, name: handles.actor.login })
    await handles.endSessions(handles.actor)
  },
})
