/** Names of options for the fields of operations: `telephoneNumber` is given as `--telephone-number`. */

/** Fields whose own names say little outside a directory, and those that say where something is. */
const others: Record<string, string> = {
  container: 'in',
  parent: 'in',
  at: 'in',
  to: 'in',
  content: 'set',
  l: 'locality',
  st: 'state',
  labeledURI: 'labeled-uri',
  facsimileTelephoneNumber: 'fax',
  physicalDeliveryOfficeName: 'office',
}

/** The option's name without hyphens in front; also for the path to a field, such as `details.mobile.to`. */
export function optionName(field: string): string {
  if (/^changes\.\d+\.id$/.test(field)) return 'who'
  const name = field.replace(/^(details|changes\.\d+)\./, '').replace(/(\.\d+|\.to)+$/, '')
  return others[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** What commander calls the option's value. */
export function optionKey(field: string): string {
  return optionName(field).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
