/** What is written about people and places, in the person's language. */
import type { PersonDetail, PlaceDetail } from '@/lib/directory'
import { type Message, msgid, type T } from '@/lib/locales/translate'

const words: Record<PersonDetail | PlaceDetail, Message> = {
  initials: msgid('Initials'),
  title: msgid('Job title'),
  departmentNumber: msgid('Department'),
  physicalDeliveryOfficeName: msgid('Office'),
  roomNumber: msgid('Room'),
  employeeNumber: msgid('Employee number'),
  employeeType: msgid('Kind of employment'),
  businessCategory: msgid('Business category'),
  telephoneNumber: msgid('Telephone'),
  mobile: msgid('Mobile phone'),
  homePhone: msgid('Phone at home'),
  pager: msgid('Pager'),
  facsimileTelephoneNumber: msgid('Fax'),
  telexNumber: msgid('Telex'),
  labeledURI: msgid('Web page, with a label behind a space'),
  street: msgid('Street'),
  postOfficeBox: msgid('Post office box'),
  postalCode: msgid('Postal code'),
  l: msgid('Town'),
  st: msgid('State or province'),
  postalAddress: msgid('Postal address'),
  homePostalAddress: msgid('Postal address at home'),
  registeredAddress: msgid('Registered address'),
  destinationIndicator: msgid('Destination for telegrams'),
  description: msgid('Description'),
}

export function detailWords(name: string, t: T): string {
  return t.message(words[name as PersonDetail])
}

/** Lines for properties(): the details that are there. */
export function detailLines(details: Record<string, string>, t: T): [string, string[]][] {
  return Object.entries(details).flatMap(([name, text]): [string, string[]][] =>
    text === '' ? [] : [[detailWords(name, t), text.split('\n')]],
  )
}
