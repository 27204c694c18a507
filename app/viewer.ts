/** Who looks at the console: what the shell shows of the person, without asking any server but slapd. */
import 'server-only'
import { cache } from 'react'
import { z } from 'zod'
import { operation, type Role } from '@/lib/access'
import { read } from '@/lib/access/web'

export type Viewer = {
  login: string
  name: string
  mail: string
  role: Role
  language: string | null
  mustChangePassword: boolean
}

const showViewer = operation({
  name: 'self.show',
  kind: 'read',
  beforePasswordChange: true,
  input: z.strictObject({}),
  async run({ actor }): Promise<Viewer> {
    const { login, name, mail, role, language, mustChangePassword } = actor
    return { login, name, mail, role, language, mustChangePassword }
  },
})

/** The person of this request; looked up once however many parts of the page ask. */
export const viewer = cache(() => read(showViewer))
