/** How the attributes that people can fill in are asked for: what they are called, and which way they are written. */
import type { PersonDetail, PlaceDetail, personDetails, placeDetails, resourceDetails } from '@/lib/directory'
import { attributeNames } from '@/lib/locales/attribute-names'
import { type Message, msgid, type T } from '@/lib/locales/translate'

type Attribute = PersonDetail | PlaceDetail
type Row = { dir: 'auto' | 'ltr'; hint?: Message; inputMode?: 'tel' | 'url' }

const telephone = { dir: 'ltr', inputMode: 'tel' } as const

const attributes: Record<Attribute, Row> = {
  initials: { dir: 'auto' },
  title: { dir: 'auto' },
  departmentNumber: { dir: 'auto' },
  physicalDeliveryOfficeName: { dir: 'auto' },
  roomNumber: { dir: 'auto' },
  employeeNumber: { dir: 'ltr' },
  employeeType: { dir: 'auto' },
  businessCategory: { dir: 'auto' },
  telephoneNumber: { ...telephone },
  mobile: { ...telephone },
  homePhone: { ...telephone },
  pager: { ...telephone },
  facsimileTelephoneNumber: { ...telephone },
  telexNumber: { ...telephone },
  labeledURI: {
    hint: msgid('An address, and what it is called behind a space.'),
    dir: 'ltr',
    inputMode: 'url',
  },
  street: { dir: 'auto' },
  postOfficeBox: { dir: 'auto' },
  postalCode: { dir: 'ltr' },
  l: { dir: 'auto' },
  st: { dir: 'auto' },
  postalAddress: { dir: 'auto' },
  homePostalAddress: { dir: 'auto' },
  registeredAddress: {
    hint: msgid('Where somebody receives what has to be signed for.'),
    dir: 'auto',
  },
  destinationIndicator: { dir: 'ltr' },
  description: { dir: 'auto' },
}

export type DetailSection = 'name' | 'work' | 'reach' | 'address' | 'other'
export type DetailField = Omit<Row, 'hint'> & {
  name: `details.${string}`
  section: DetailSection
  label: string
  hint?: string
  /** `line` is one value, `lines` any number of them, `postal` one of several lines. */
  kind: 'line' | 'lines' | 'postal'
  common: boolean
}

type Details = typeof personDetails | typeof placeDetails | typeof resourceDetails

/** The fields for a table of attributes, in the reader's language. */
export function detailFields(t: T, table: Details): DetailField[] {
  return Object.entries(table as Record<string, DetailRow>).map(
    ([name, { section, kind, common = false }]) => {
      const { hint, ...row } = attributes[name as Attribute]
      const translated = {
        label: t.message(attributeNames[name as Attribute]),
        ...(hint && { hint: t.message(hint) }),
      }
      const shape = kind === 'printable' ? 'lines' : kind
      return { name: `details.${name}`, section, kind: shape, common, ...row, ...translated }
    },
  )
}

type DetailRow = {
  section: DetailSection
  kind: 'line' | 'lines' | 'printable' | 'postal'
  common?: boolean
}
