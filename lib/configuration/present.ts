/** The files as they are now, which every operation begins with: nothing is remembered. */
import type { Handles } from '@/lib/access'
import type { ServiceName } from './catalogue'
import { type Source, sourceOf } from './fields/source'

/** A file as it was read; `text` and the document have placeholders for secrets. */
export type Present = Source & { hash: string; text: string }

type Agent = Pick<Handles, 'callAgent'>

/** The files of these servers, in the agent's order. */
export async function presentFiles(
  { callAgent }: Agent,
  services?: readonly ServiceName[],
): Promise<Present[]> {
  const { files } = await callAgent('configuration.files', {})
  const wanted = files.filter(({ service }) => services?.includes(service) ?? true)
  return Promise.all(
    wanted.map(async ({ file }) => {
      const read = await callAgent('configuration.read', { file })
      return { ...sourceOf(read), hash: read.hash, text: read.text }
    }),
  )
}
