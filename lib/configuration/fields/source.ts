/** A configuration file as the fields are read from and edits are made in. */
import type { Parameter, ServiceName } from '../catalogue'
import { type Document, type FormatName, parse } from '../documents/document'

/** `fixed` is what the server says besides, which is shown and cannot change here. */
export type Source = { file: string; service: ServiceName; document: Document; fixed?: Document }

export function sourceOf(file: {
  file: string
  service: ServiceName
  format: FormatName
  text: string
  fixed?: string
}): Source {
  const { service, format, text, fixed } = file
  return {
    ...{ file: file.file, service, document: parse(format, text) },
    ...(fixed && { fixed: parse(format, fixed) }),
  }
}

/** The file that holds what is set nowhere yet. */
export const mainFiles: Record<ServiceName, string> = {
  apache: 'apache/apache2.conf',
  cyrus: 'cyrus/imapd.conf',
  slapd: 'slapd/cn=config',
  postfix: 'postfix/main.cf',
  proftpd: 'proftpd.conf',
}

/** Null where each of several files has its own: the questions to the directory. */
export function mainFileOf({ service, place }: Pick<Parameter, 'service' | 'place'>): string | null {
  return place === 'lookup table' ? null : mainFiles[service]
}
