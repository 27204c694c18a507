import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { replaceFile } from '../files'
import type { Instance } from '../instance'
import { backend, compression } from './configuration'

/** Has Apache compress what the web process no longer does, unless it does already; what else stands in the file stays. */
export async function bringCompression({ paths }: Instance): Promise<void> {
  if (!existsSync(paths.apacheConf)) return
  const text = await readFile(paths.apacheConf, 'utf8')
  if (/^\s*LoadModule\s+deflate_module\b/im.test(text)) return
  const { uid, gid, mode } = await stat(paths.apacheConf)
  const end = text === '' || text.endsWith('\n') ? '' : '\n'
  await replaceFile(paths.apacheConf, `${text}${end}\n${compression}`, { uid, gid, mode: mode & 0o7777 })
}

/** Has Apache say the console's header to the console alone, where both are as they were written once. */
export async function bringHeaderForConsole({ paths, ports }: Instance): Promise<void> {
  const file = `${paths.apacheConfig}/console.conf`
  if (!existsSync(file) || !existsSync(paths.apacheConf)) return
  const to = backend({ ports })
  // Where the console is called otherwise, it would not be told any more.
  const isTold = (await readFile(paths.apacheConf, 'utf8')).includes(`\n  ProxyPass / ${to} `)
  const text = await readFile(file, 'utf8')
  if (!isTold || !/^RequestHeader set X-Server-Manager-Proxy "[^"\n]*"\n$/.test(text)) return
  const { uid, gid, mode } = await stat(file)
  await replaceFile(file, `<Proxy "${to}">\n  ${text}</Proxy>\n`, { uid, gid, mode: mode & 0o7777 })
}
