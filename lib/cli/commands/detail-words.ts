/** What is written about people and places, in the words that the browser has for it. */
import type { PersonDetail, PlaceDetail } from '@/lib/directory'
import { attributeNames } from '@/lib/locales/attribute-names'
import type { T } from '@/lib/locales/translate'

export function detailWords(name: string, t: T): string {
  return t.message(attributeNames[name as PersonDetail | PlaceDetail])
}

/** Lines for properties(): the details that are there. */
export function detailLines(details: Record<string, string>, t: T): [string, string[]][] {
  return Object.entries(details).flatMap(([name, text]): [string, string[]][] =>
    text === '' ? [] : [[detailWords(name, t), text.split('\n')]],
  )
}
