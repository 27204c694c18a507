/** gettext-parser ships no types; these are the parts in use. */
declare module 'gettext-parser' {
  export type Comments = Partial<
    Record<'translator' | 'reference' | 'extracted' | 'flag' | 'previous', string>
  >
  export type Entry = { msgid: string; msgid_plural?: string; msgstr: string[]; comments?: Comments }
  export type Section = Record<string, Entry>
  export type Catalogue = {
    charset: string
    headers: Record<string, string>
    translations: Record<string, Section>
    obsolete?: Record<string, Section>
  }
  export const po: {
    parse(input: Buffer | string): Catalogue
    compile(catalogue: Catalogue, options?: { foldLength?: number; sort?: boolean }): Buffer
  }
}
