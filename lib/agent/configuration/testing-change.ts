/** An instance of its own for tests of changes, with an agent that is killed and started again. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { type AgentArguments, callAgent } from '@/lib/adapters/agent'
import { createInstance } from '@/lib/instance/create'
import { type Instance, readSecret } from '@/lib/instance/instance'
import { freePorts } from '@/lib/instance/ports'
import { until } from '@/lib/instance/until'
import { bundle, guard, startAgent, type TestProcess, testDirectory } from '../testing'

export type Apply = AgentArguments<'configuration.apply'>

/** `begin` makes it, with slapd running, and `end` takes it away. */
export function ownInstanceForChanges() {
  const directory = testDirectory()
  let instance: Instance
  let remove: () => Promise<void>
  let file: string
  let agent: TestProcess

  const ask = <V extends Parameters<typeof callAgent>[1]>(verb: V, args: AgentArguments<V>) =>
    callAgent(instance.paths.agentSocket, verb, args)
  const read = (name: string) => ask('configuration.read', { file: name })
  const state = async () => (await ask('configuration.state', {})).change

  async function kill(): Promise<void> {
    agent.child.kill('SIGKILL')
    await agent.ended
  }

  return {
    directory,
    ask,
    read,
    state,
    kill,
    agent: () => agent,
    newest: async () => (await ask('configuration.history', { skip: 0, most: 1 })).revisions[0],
    apply: async (wanted: Apply) => (await ask('configuration.apply', wanted)).change,
    proof: () => ({
      login: 'admin',
      password: readFileSync(instance.paths.firstPassword, 'utf8').trim(),
    }),

    /** Root says itself how long a change has to be confirmed. */
    rootProof: () => ({ root: readSecret(instance, 'root-proof') }),

    async begin(prepare: (instance: Instance) => Promise<void> = async () => {}): Promise<Instance> {
      remove = await guard(directory)
      const [name, hostname, domain] = [path.basename(directory), 'mail.example.com', 'example.com']
      instance = await createInstance({
        ...{ directory, name, hostname, domain, ports: freePorts(), node: process.execPath },
      })
      await prepare(instance)
      file = await bundle('lib/agent/main.ts', instance.paths.console)
      agent = await startAgent(file, directory)
      return instance
    },

    async end(): Promise<void> {
      await kill()
      await remove()
    },

    async start(): Promise<void> {
      agent = await startAgent(file, directory)
    },

    /** An agent that dies by itself. */
    async startDying(at: number): Promise<void> {
      const before = process.env.NODE_OPTIONS
      process.env.NODE_OPTIONS = `--import ${path.resolve('lib/agent/testing-dying.mjs')}`
      process.env.DIE_AT = String(at)
      try {
        agent = await startAgent(file, directory)
      } finally {
        delete process.env.DIE_AT
        if (before === undefined) delete process.env.NODE_OPTIONS
        else process.env.NODE_OPTIONS = before
      }
    },

    isGone: () => agent.child.exitCode !== null || agent.child.signalCode !== null,

    /** A change of one file by what is done to its text. */
    async wish(name: string, edit: (text: string) => string, more: Partial<Apply> = {}): Promise<Apply> {
      const { hash, text, service } = await read(name)
      return {
        files: [{ file: name, hash, text: edit(text) }],
        costs: { [service]: 'restart' },
        ...{ countdown: 0, who: 'admin', note: 'a note', origin: 'console', proof: null },
        ...more,
      }
    },

    /** The change when nothing is being done for it any more. */
    async ended(id: string) {
      let last: Awaited<ReturnType<typeof state>> = null
      const isOver = async () => {
        last = await state().catch(() => null)
        return last?.id === id && ['kept', 'reverted', 'countdown'].includes(last.phase)
      }
      expect(await until(isOver, 60_000, 50)).toBe(true)
      return last as unknown as NonNullable<Awaited<ReturnType<typeof state>>>
    },
  }
}
