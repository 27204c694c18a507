/** What the attributes that people can fill in are called, and which way they are written. */
import type { PersonDetail, PlaceDetail, personDetails, placeDetails, resourceDetails } from '@/lib/directory'
import { type Message, msgid, type T } from '@/lib/locales/translate'

type Attribute = PersonDetail | PlaceDetail
type Row = { label: Message; dir: 'auto' | 'ltr'; hint?: Message; inputMode?: 'tel' | 'url' }

const telephone = { dir: 'ltr', inputMode: 'tel' } as const

const attributes: Record<Attribute, Row> = {
  initials: { label: msgid('Initials'), dir: 'auto' },
  title: { label: msgid('Job title'), dir: 'auto' },
  departmentNumber: { label: msgid('Department'), dir: 'auto' },
  physicalDeliveryOfficeName: { label: msgid('Office'), dir: 'auto' },
  roomNumber: { label: msgid('Room'), dir: 'auto' },
  employeeNumber: { label: msgid('Employee number'), dir: 'ltr' },
  employeeType: { label: msgid('Employee type'), dir: 'auto' },
  businessCategory: { label: msgid('Line of business'), dir: 'auto' },
  telephoneNumber: { label: msgid('Telephone'), ...telephone },
  mobile: { label: msgid('Mobile'), ...telephone },
  homePhone: { label: msgid('Home telephone'), ...telephone },
  pager: { label: msgid('Pager'), ...telephone },
  facsimileTelephoneNumber: { label: msgid('Fax'), ...telephone },
  telexNumber: { label: msgid('Telex'), ...telephone },
  labeledURI: {
    label: msgid('Web pages'),
    hint: msgid('An address, and what it is called behind a space.'),
    dir: 'ltr',
    inputMode: 'url',
  },
  street: { label: msgid('Street'), dir: 'auto' },
  postOfficeBox: { label: msgid('P.O. box'), dir: 'auto' },
  postalCode: { label: msgid('Postal code'), dir: 'ltr' },
  l: { label: msgid('City'), dir: 'auto' },
  st: { label: msgid('State or region'), dir: 'auto' },
  postalAddress: { label: msgid('Postal address'), dir: 'auto' },
  homePostalAddress: { label: msgid('Home address'), dir: 'auto' },
  registeredAddress: {
    label: msgid('Registered address'),
    hint: msgid('Where somebody receives what has to be signed for.'),
    dir: 'auto',
  },
  destinationIndicator: { label: msgid('Destination for telegrams'), dir: 'ltr' },
  description: { label: msgid('Description'), dir: 'auto' },
}

export type DetailSection = 'name' | 'work' | 'reach' | 'address' | 'other'
export type DetailField = Omit<Row, 'label' | 'hint'> & {
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
      const { label, hint, ...row } = attributes[name as Attribute]
      const translated = { label: t.message(label), ...(hint && { hint: t.message(hint) }) }
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
