/** The demonstration's passwords, made up for each person and kept in a file that only root reads. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { replaceFile, rootOnly } from '@/lib/instance/files'
import type { Instance } from '@/lib/instance/instance'

export type DemoPasswords = {
  /** Undefined for somebody who is not of the demonstration. */
  of(login: string): string | undefined
  /** Makes one up; kept before it is used, so that a crash loses none. */
  make(login: string): Promise<string>
}

export function demoPasswords({ paths }: Instance): DemoPasswords {
  const file = path.join(paths.secrets, 'demo-passwords')
  const kept = existsSync(file)
    ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))
    : {}
  return {
    of: (login) => kept[login],
    async make(login) {
      const password = randomBytes(12).toString('base64url')
      kept[login] = password
      await replaceFile(file, `${JSON.stringify(kept, null, 2)}\n`, rootOnly)
      return password
    },
  }
}
