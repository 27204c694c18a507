/** Writing instance.json; reading it is in instance.ts. */
import { readableByAll, replaceFile } from './files'
import { type Instance, instanceFile } from './instance'

/** Replaces the instance's description as one step. */
export async function writeDescription(instance: Instance): Promise<void> {
  const { directory: _directory, paths, ...file } = instance
  await replaceFile(
    paths.description,
    `${JSON.stringify(instanceFile.parse(file), null, 2)}\n`,
    readableByAll,
  )
}
