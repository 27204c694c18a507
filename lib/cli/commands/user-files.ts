import { type Command, Option } from 'commander'
import { type FileKind, type Files, LARGEST_FILE, listFiles, setFile, showPhoto } from '@/lib/directory'
import type { Face } from '../face'
import { fileContent, writeContent } from '../files'
import { refusal } from '../refusal'
import { table } from '../table'

/** What --kind says. */
const kinds = {
  certificate: 'certificate',
  smime: 'smimeCertificate',
  pkcs12: 'pkcs12',
} as const satisfies Record<string, FileKind>

/** `user photo|certificate`. */
export function addUserFiles(user: Command, face: Face): void {
  const { t, perform, answer } = face
  const put = async (login: string, kind: FileKind, file: string) => {
    await perform(setFile, { login, kind, content: await fileContent(file, LARGEST_FILE, t) })
    answer({ login, kind }, t('Saved.'))
  }
  const remove = async (login: string, kind: FileKind) => {
    await perform(setFile, { login, kind })
    answer({ login, kind }, t('Removed.'))
  }

  user
    .command('photo <login>')
    .description(t('Put, take away or save the photo of a user'))
    .addOption(new Option('--set <file>', t('Put this JPEG picture')).conflicts(['remove', 'save']))
    .addOption(new Option('--remove', t('Take the photo away')).conflicts('save'))
    .option('--save <file>', t('Write the photo to this file'))
    .action(async (login: string, options: { set?: string; remove?: true; save?: string }) => {
      if (options.set !== undefined) return put(login, 'photo', options.set)
      if (options.remove) return remove(login, 'photo')
      if (options.save === undefined) {
        throw refusal('usage', 'usage', t('Say what to do: see --help.'))
      }
      const { jpeg } = await perform(showPhoto, { login })
      await writeContent(options.save, jpeg, t)
      answer({ login, file: options.save }, t('Saved.'))
    })

  user
    .command('certificate <login>')
    .description(t('List the certificates of a user, put one or take it away'))
    .addOption(
      new Option('--kind <kind>', t('What kind of certificate to put or take away'))
        .choices(Object.keys(kinds))
        .default('certificate'),
    )
    .addOption(
      new Option('--set <file>', t('Put this file in place of those of its kind')).conflicts('remove'),
    )
    .option('--remove', t('Take those of this kind away'))
    .action(async (login: string, options: { kind: keyof typeof kinds; set?: string; remove?: true }) => {
      const kind = kinds[options.kind]
      if (options.set !== undefined) return put(login, kind, options.set)
      if (options.remove) return remove(login, kind)
      const files = await perform(listFiles, { login })
      answer(files, certificateTable(files, face))
    })
}

function certificateTable({ certificates, hasPkcs12 }: Files, { t }: Face): string {
  const rows = certificates.map(({ kind, info }) => [
    kind === 'certificate' ? t('Certificate') : t('S/MIME certificate'),
    info?.subject ?? t('unreadable'),
    info?.issuer ?? '',
    info?.validTo.slice(0, 10) ?? '',
  ])
  if (hasPkcs12) rows.push([t('PKCS #12'), t('with a private key; never shown'), '', ''])
  return table([t('Kind'), t('Issued to'), t('Issuer'), t('Valid until')], rows)
}
