/**
 * What unexpunge(8) lists is text that senders have a hand in: a name or subject with a line break in it can look
 * like one more message. So the list says only which numbers to ask for, and each is asked for by itself: what the
 * answer begins with is Cyrus's own.
 */
import type { AgentResult } from '@/lib/adapters/agent/protocol'
import type { Instance } from '@/lib/instance/instance'
import { printable, runCyrusTool, toolFailure, toolName } from '../cyrus-tools'
import { decodeWords } from '../encoded-words'
import { inTurn } from '../turns'
import type { Verb } from '../verb'

type Message = AgentResult<'mailbox.deletedMessages'>['messages'][number]

const LISTED = /^UID: (\d+)\n\tSize: \d+\n\tSent: [^\n]*\n\tRecv: [^\n]*\n\tExpg: ([^\n]*)$/gm
const ONE =
  /^UID: (\d+)\n\tSize: (\d+)\n\tSent: [^\n]*\n\tRecv: ([^\n]*)\n\tExpg: ([^\n]*)\n\tFrom: ([^\n]*)\n/
const SUBJECT = /\n\tSubj: (?:NIL|"([^\n]*)"|\{(\d+)\}\r\n)/

/** Messages that were deleted from a folder and can come back. Errors: 'notFound' when there is no such folder. */
export const listDeletedMessages: Verb<'mailbox.deletedMessages'> = (instance, { mailbox, skip, most }) =>
  inTurn('deleted messages', async () => {
    const name = toolName(mailbox)
    const listed = [...(await list(instance, name)).matchAll(LISTED)]
      .map(([, uid, deleted = '']) => ({ uid: Number(uid), at: Date.parse(`${deleted} UTC`) }))
      .sort((a, b) => b.at - a.at || b.uid - a.uid)
    const messages: Message[] = []
    for (const { uid } of listed.slice(skip, skip + most)) {
      const message = readMessage(await list(instance, name, uid))
      if (message?.uid === uid) messages.push(message)
    }
    return { messages, total: listed.length }
  })

/** Each character is a byte: the length of a subject is in bytes. */
async function list(instance: Instance, name: string, ...uids: number[]): Promise<string> {
  const argv = ['-l', '--', name, ...uids.map(String)]
  const result = await runCyrusTool(instance, 'unexpunge', argv, { timeout: 30_000, encoding: 'latin1' })
  if (result.code !== 0 || /^Failed to open mailbox/.test(result.stderr + result.stdout))
    throw toolFailure(result)
  return result.stdout
}

/** The message that an answer begins with. */
function readMessage(text: string): Message | undefined {
  const [, uid, size, received = '', deleted = '', from = ''] = ONE.exec(text) ?? []
  if (!uid) return undefined
  return {
    ...{ uid: Number(uid), size: Number(size), received: isoTime(received), deleted: isoTime(deleted) },
    ...{ from: readable(from, 100), subject: readable(subjectIn(text), 150) },
  }
}

function subjectIn(text: string): string {
  const subject = SUBJECT.exec(text)
  if (!subject) return ''
  const [all, quoted, length] = subject
  if (length === undefined) return (quoted ?? '').replace(/\\(.)/g, '$1')
  const begin = subject.index + all.length
  return text.slice(begin, begin + Number(length))
}

function readable(bytes: string, most: number): string {
  return printable(decodeWords(Buffer.from(bytes, 'latin1').toString('utf8')), most)
}

/** ctime(3), which says no zone; the tool was run in UTC. */
function isoTime(text: string): string {
  return new Date(`${text} UTC`).toISOString()
}
