/** From a request to a change that can begin: everything that can refuse it comes before the first byte is written. */
import { randomBytes } from 'node:crypto'
import type { AgentArguments, AgentResult } from '@/lib/adapters/agent/protocol'
import { decoded } from '@/lib/configuration/documents/bytes'
import { ConsoleError } from '@/lib/errors'
import type { Instance } from '@/lib/instance/instance'
import { begin, changeUnderWay, whenCleared } from './change'
import { check } from './check'
import { leastCountdown } from './countdown'
import { guard, type Hazard } from './guard'
import type { Change } from './journal'
import { keptSecrets } from './kept-secrets'
import { keyedHash } from './keyed-hash'
import { movedOrigins, movedPlace } from './moved-ports'
import { workingSubmissions } from './probe-submission'
import { prove } from './proof'
import { relayRisks } from './relaying'
import { withoutSecrets, withoutSecretsOf } from './said'
import { inOrder, isRunning, troubleOf } from './servers'
import { type WantedFile, wantedFiles } from './wanted'

const preparing = new Set<string>()

/** What would become of the files. Errors: as wantedFiles, and prove for a proof that is none. */
export async function checkChange(
  instance: Instance,
  { files: wishes, proof }: AgentArguments<'configuration.check'>,
): Promise<AgentResult<'configuration.check'>> {
  await whenCleared(instance)
  const files = await wantedFiles(instance, wishes)
  const hide = withoutSecretsOf(instance, files)
  const { hazards, refused } = judged(instance, files)
  if (hazards.length > 0 && proof) await prove(instance, proof)
  const unasked = proof ? [] : servicesOf(files, hazards)
  // What is refused may be what a server's check would run.
  const { messages, postfix } =
    refused.length > 0 ? { messages: [], postfix: [] } : await check(instance, files, hide, unasked)
  const relay = await relayRisks(instance, postfix)
  return {
    unasked,
    messages: [...keptSecrets(instance, files), ...messages].map((message) => ({
      ...message,
      text: short(hide(message.text), 500),
    })),
    hazards: [...hazards, ...relay.hazards.filter((one) => !isIn(hazards, one))].map((one) => ({
      ...one,
      name: short(hide(one.name), 100),
    })),
    refused: refused.map((one) => ({
      ...one,
      name: short(hide(one.name), 100),
      value: short(hide(one.value), 200),
    })),
    relay: relay.risks.map(({ code, values: { service, what } }) => ({
      code,
      values: { service: hide(service), what: hide(what) },
    })),
    moved: movedOrigins(instance, placeAfter(instance, files)),
  }
}

/** Only of what has no secrets any more: a part of one would not be found. */
function short(text: string, most: number): string {
  return text.slice(0, most)
}

/** The servers whose files have something that needs the password. */
/** Whatever else is said of it. */
function isIn(hazards: readonly Hazard[], { file, name }: Hazard): boolean {
  return hazards.some((one) => one.file === file && one.name === name)
}

function servicesOf(files: readonly WantedFile[], hazards: readonly Hazard[]): WantedFile['service'][] {
  const own = files.filter(({ file }) => hazards.some((hazard) => hazard.file === file))
  return [...new Set(own.map(({ service }) => service))]
}

function judged(instance: Instance, files: WantedFile[]): ReturnType<typeof guard> {
  return guard(
    instance,
    files.map(({ file, format, old, bytes }) => ({
      ...{ file, format },
      ...{ before: decoded(old).text, after: decoded(bytes).text },
    })),
  )
}

/** Begins a change and gives its id. Errors: see the verb's row in the protocol. */
export async function applyChange(
  instance: Instance,
  request: AgentArguments<'configuration.apply'>,
): Promise<string> {
  await whenCleared(instance)
  if (changeUnderWay(instance) || preparing.has(instance.directory))
    throw new ConsoleError('conflict', 'config.busy')
  preparing.add(instance.directory)
  try {
    const files = await wantedFiles(instance, request.files)
    if (files.length === 0) throw new ConsoleError('invalid', 'config.nothing')
    const { hazards, refused } = judged(instance, files)
    const [first] = refused
    if (first)
      throw new ConsoleError('invalid', first.reason === 'long' ? 'config.long' : 'config.refused', {
        ...{ file: first.file, name: short(withoutSecrets(files)(first.name), 100) },
      })
    // Who is proven to ask is who is written down.
    let who = hazards.length > 0 || request.proof ? await prove(instance, request.proof) : request.who
    const { postfix } = await refuseFaults(instance, files)
    if (hazards.length === 0 && !request.proof && (await relayRisks(instance, postfix)).hazards.length > 0)
      who = await prove(instance, request.proof)
    // Root has other ways in.
    const isRoot = request.proof !== null && 'root' in request.proof
    const countdown = isRoot ? request.countdown : Math.max(request.countdown, leastCountdown(files))
    const change = await planned(instance, { ...request, who, countdown }, files)
    await begin(instance, change, files)
    return change.id
  } finally {
    preparing.delete(instance.directory)
  }
}

async function refuseFaults(instance: Instance, files: WantedFile[]): ReturnType<typeof check> {
  const hide = withoutSecretsOf(instance, files)
  const checked = await check(instance, files, hide)
  const fault = checked.messages.find(({ severity }) => severity === 'error')
  if (!fault) return checked
  throw new ConsoleError('invalid', 'config.check', { detail: short(hide(fault.text), 500) })
}

async function planned(
  instance: Instance,
  { costs, countdown, who, note, origin }: AgentArguments<'configuration.apply'>,
  files: WantedFile[],
): Promise<Change> {
  const { ports, origins } = instance
  const moved = placeAfter(instance, files)
  const running: Change['running'] = []
  const troubled: Change['troubled'] = {}
  for (const service of inOrder.filter((one) => files.some((file) => file.service === one))) {
    const runs = await isRunning(instance, service)
    if (runs) running.push(service)
    // Who answers in the place of a server that does not run is somebody else.
    const trouble = runs
      ? await troubleOf(instance, service, { cost: 'none', patience: 2000 })
      : { detail: 'it does not run' }
    if (trouble) troubled[service] = { service, ...trouble, code: 'config.downBefore' }
  }
  const submissions = running.includes('postfix') ? await workingSubmissions(instance) : []
  return {
    id: randomBytes(8).toString('hex'),
    phase: 'replacing',
    files: await Promise.all(
      files.map(async ({ file, service, format, hash, bytes }) => ({
        ...{ file, service, format, before: hash },
        after: await keyedHash(instance, bytes),
      })),
    ),
    // Sockets stay where they are until a server starts anew.
    costs: { ...costs, ...Object.fromEntries((moved?.services ?? []).map((one) => [one, 'restart'])) },
    place: moved && {
      before: { ports, origins },
      after: { ports: moved.ports, origins: moved.origins },
    },
    ...{ running, troubled, submissions, who, note, origin, countdown },
    ...{ deadline: null, reason: null, meanwhile: [], outcome: 'reverted' },
  }
}

/** Where everything is afterwards; null when it stays where it is. */
function placeAfter(instance: Instance, files: WantedFile[]): ReturnType<typeof movedPlace> {
  const texts = (which: 'old' | 'bytes') =>
    files.map((one) => ({ file: one.file, format: one.format, text: decoded(one[which]).text }))
  return movedPlace(instance, texts('old'), texts('bytes'))
}
