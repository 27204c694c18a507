import type { SelectOption } from '@/components/ui/select'
import { folderLanguages } from '@/lib/access'

const options = folderLanguages.map((code) => ({
  value: code,
  label: new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code,
}))

/** Languages that standard folders can be named in, each called what its speakers call it. */
export function folderLanguageOptions(): SelectOption[] {
  return options
}
