/** The web process of the instance: asked as a browser asks it, and looked at for its memory. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  consoleProcessAnswers,
  findConsoleProcess,
  startConsoleProcess,
} from '@/lib/instance/console-processes'
import type { Instance } from '@/lib/instance/instance'
import { until } from '@/lib/instance/until'

/** Somebody who has signed in. */
export type Browser = {
  /** The text of a page. Errors when it is no page of somebody who is signed in. */
  page(address: string): Promise<string>
  /** What a GET route gives. Errors when it gives a problem. */
  ask<T>(address: string): Promise<T>
  /** Calls a server action from the page that has its form, as the form does, and gives what it answers. */
  act(address: string, action: string, input: unknown): Promise<string>
}

export type Web = {
  signIn(login: string, password: string): Promise<Browser>
  /** Bytes of memory that the process has had resident at most (proc(5), VmHWM). */
  peak(): number
}

type Look = { at: string; depth?: 'sub'; sort?: 'surname'; offset?: number; count: number; text?: string }

/** Where the tables of accounts ask for a window into a list. */
export function listAddress(look: Look & { list?: string }): string {
  const words = Object.entries({ kind: 'user', ...look }).map(([name, value]) => [name, String(value)])
  return `/api/accounts?${new URLSearchParams(words)}`
}

/** Starts it as npm start does. It ends with the instance. */
export async function startWeb(instance: Instance): Promise<Web> {
  startConsoleProcess(instance, 'web').unref()
  if (!(await until(() => consoleProcessAnswers(instance, 'web'), 30_000))) {
    throw new Error(`web does not answer; see ${instance.paths.log}/console-web.log`)
  }
  const origin = `http://127.0.0.1:${instance.ports.web}`
  return {
    async signIn(login, password) {
      const { csrfToken, cookie } = await csrf(origin)
      const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin, cookie },
        body: new URLSearchParams({ login, password, csrfToken, callbackUrl: '/', json: 'true' }),
      })
      const session = answer.headers.getSetCookie().find((text) => text.includes('session-token='))
      if (!session) throw new Error(`${login} could not sign in: ${await answer.text()}`)
      return browser(instance, origin, session.split(';')[0] ?? '')
    },
    peak: () => Math.max(...findConsoleProcess(instance, 'web').map(peakOf)),
  }
}

function browser(instance: Instance, origin: string, cookie: string): Browser {
  const get = async (address: string) => {
    const answer = await fetch(`${origin}${address}`, { headers: { cookie }, redirect: 'error' })
    if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  return {
    page: async (address) => (await get(address)).text(),
    async ask<T>(address: string) {
      const outcome = (await (await get(address)).json()) as { ok: true; value: T }
      return outcome.value
    },
    async act(address, action, input) {
      const answer = await fetch(`${origin}${address}`, {
        method: 'POST',
        headers: { origin, cookie, 'next-action': actionId(instance, action), accept: 'text/x-component' },
        body: JSON.stringify([input]),
      })
      const text = await answer.text()
      if (!text.includes('"ok":true')) throw new Error(`${action}: ${answer.status} ${text}`)
      return text
    },
  }
}

async function csrf(origin: string): Promise<{ csrfToken: string; cookie: string }> {
  const answer = await fetch(`${origin}/api/auth/csrf`)
  const { csrfToken } = (await answer.json()) as { csrfToken: string }
  const cookie = answer.headers.getSetCookie().map((text) => text.split(';')[0])
  return { csrfToken, cookie: cookie.join('; ') }
}

const ids = new Map<string, string>()

/** What Next calls an action in requests. */
function actionId({ paths }: Instance, action: string): string {
  if (ids.size === 0) {
    const file = path.join(paths.console, 'web/.next/server/server-reference-manifest.json')
    const { node } = JSON.parse(readFileSync(file, 'utf8')) as {
      node: Record<string, { exportedName?: string }>
    }
    for (const [id, { exportedName }] of Object.entries(node)) ids.set(exportedName ?? id, id)
  }
  const id = ids.get(action)
  if (!id) throw new Error(`There is no action ${action}`)
  return id
}

function peakOf(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
