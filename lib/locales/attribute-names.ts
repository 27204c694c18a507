/** What forms call the attributes of the directory, for them and for messages about them. */
import { msgid, type T } from './translate'

export const attributeNames = {
  initials: msgid('Initials'),
  title: msgid('Job title'),
  departmentNumber: msgid('Department'),
  physicalDeliveryOfficeName: msgid('Office'),
  roomNumber: msgid('Room'),
  employeeNumber: msgid('Employee number'),
  employeeType: msgid('Employee type'),
  businessCategory: msgid('Line of business'),
  telephoneNumber: msgid('Telephone'),
  mobile: msgid('Mobile'),
  homePhone: msgid('Home telephone'),
  pager: msgid('Pager'),
  facsimileTelephoneNumber: msgid('Fax'),
  telexNumber: msgid('Telex'),
  labeledURI: msgid('Web pages'),
  street: msgid('Street'),
  postOfficeBox: msgid('P.O. box'),
  postalCode: msgid('Postal code'),
  l: msgid('City'),
  st: msgid('State or region'),
  postalAddress: msgid('Postal address'),
  homePostalAddress: msgid('Home address'),
  registeredAddress: msgid('Registered address'),
  destinationIndicator: msgid('Destination for telegrams'),
  description: msgid('Description'),
  givenName: msgid('First name'),
  sn: msgid('Last name'),
  displayName: msgid('Display name'),
  mail: msgid('Address'),
  mailLocalAddress: msgid('Alternate addresses'),
  smForwardingAddress: msgid('Forward to'),
  smForwardingKeepsCopy: msgid('Keep a copy of what is forwarded'),
  smAlternateMail: msgid('Alternate mail'),
  preferredLanguage: msgid('Preferred language'),
  smWebClient: msgid('May use the web client'),
  smSendsLocalOnly: msgid('Sends only local mail'),
  smReceivesLocalOnly: msgid('Receives only local mail'),
  quota: msgid('Quota'),
  smPrivate: msgid('Private'),
  smMaxAccounts: msgid('Accounts at most'),
  smMaxAliases: msgid('Aliases at most'),
  smMaxStorage: msgid('Storage at most'),
  smDefaultQuota: msgid('Default quota'),
  smResourceKind: msgid('Kind'),
  responsible: msgid('Responsible'),
  member: msgid('Members'),
  rfc822MailMember: msgid('Members'),
  smRole: msgid('Role'),
  smManages: msgid('Administers'),
  jpegPhoto: msgid('Photo'),
  'userCertificate;binary': msgid('Certificate'),
  userSMIMECertificate: msgid('S/MIME certificate'),
  userPKCS12: msgid('PKCS #12'),
  // Of the state of the whole entry.
  entryCSN: msgid('Other fields'),
} as const

/** A list of attributes, separated by commas, in the reader's words; what has no name in them stays as it is. */
export function attributesText(t: T, attributes: string): string {
  const words = attributes.split(', ').map((name) => (isNamed(name) ? t.message(attributeNames[name]) : name))
  return [...new Set(words)].join(', ')
}

function isNamed(name: string): name is keyof typeof attributeNames {
  return Object.hasOwn(attributeNames, name)
}
