import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { replaceFile } from '../files'
import type { Instance } from '../instance'
import { compression } from './configuration'

/** Has Apache compress what the web process no longer does, unless it does already; what else stands in the file stays. */
export async function bringCompression({ paths }: Instance): Promise<void> {
  if (!existsSync(paths.apacheConf)) return
  const text = await readFile(paths.apacheConf, 'utf8')
  if (/^\s*LoadModule\s+deflate_module\b/im.test(text)) return
  const { uid, gid, mode } = await stat(paths.apacheConf)
  const end = text === '' || text.endsWith('\n') ? '' : '\n'
  await replaceFile(paths.apacheConf, `${text}${end}\n${compression}`, { uid, gid, mode: mode & 0o7777 })
}
