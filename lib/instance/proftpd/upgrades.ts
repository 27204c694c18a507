import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { replaceFile, rootOnly } from '../files'
import type { Instance } from '../instance'

/** Has a ProFTPD that listened on every address listen on its own alone; what else stands in the file stays. */
export async function bindTight({ paths }: Instance): Promise<void> {
  // Whoever does without FTP may have taken it away.
  if (!existsSync(paths.proftpdConf)) return
  const text = await readFile(paths.proftpdConf, 'utf8')
  if (/^\s*SocketBindTight\b/im.test(text)) return
  const bound = text.replace(/^DefaultAddress .*$/m, '$&\nSocketBindTight on')
  await replaceFile(paths.proftpdConf, bound, rootOnly)
}
