/**
 * Folders that most mail programs look for. A program finds them by their special use (RFC 6154) whatever they are
 * called; people read the name.
 */
import type { SpecialUse } from '@/lib/adapters/imap'

type Names = { [Use in 'Drafts' | 'Sent' | 'Trash' | 'Junk']: string }

const names = {
  en: { Drafts: 'Drafts', Sent: 'Sent', Trash: 'Trash', Junk: 'Junk' },
  de: { Drafts: 'Entwürfe', Sent: 'Gesendet', Trash: 'Papierkorb', Junk: 'Spam' },
  es: { Drafts: 'Borradores', Sent: 'Enviados', Trash: 'Papelera', Junk: 'Correo no deseado' },
  fr: { Drafts: 'Brouillons', Sent: 'Envoyés', Trash: 'Corbeille', Junk: 'Indésirables' },
  he: { Drafts: 'טיוטות', Sent: 'דואר יוצא', Trash: 'אשפה', Junk: 'דואר זבל' },
  it: { Drafts: 'Bozze', Sent: 'Inviata', Trash: 'Cestino', Junk: 'Indesiderata' },
  nl: { Drafts: 'Concepten', Sent: 'Verzonden', Trash: 'Prullenbak', Junk: 'Ongewenst' },
  pl: { Drafts: 'Szkice', Sent: 'Wysłane', Trash: 'Kosz', Junk: 'Spam' },
  pt: { Drafts: 'Rascunhos', Sent: 'Enviados', Trash: 'Lixo', Junk: 'Spam' },
  ru: { Drafts: 'Черновики', Sent: 'Отправленные', Trash: 'Корзина', Junk: 'Спам' },
} as const satisfies Record<string, Names>

export type FolderLanguage = keyof typeof names
export const folderLanguages = Object.keys(names) as [FolderLanguage, ...FolderLanguage[]]

/** The first wish that folders can be named in: a code (`pt`) or a tag (`pt-BR`); else English. */
export function folderLanguageOf(...wishes: (string | undefined | null)[]): FolderLanguage {
  for (const wish of wishes) {
    const code = wish?.split(/[-_]/)[0]?.trim().toLowerCase()
    const known = folderLanguages.find((language) => language === code)
    if (known) return known
  }
  return 'en'
}

/** The folders of a new mailbox. */
export function standardFolders(language: FolderLanguage): { name: string; specialUse: SpecialUse }[] {
  return Object.entries(names[language]).map(([use, name]) => ({
    name,
    specialUse: `\\${use}` as SpecialUse,
  }))
}
