/** Addresses of the pages about one thing. */
export const accountsAt = (dn: string) => `/accounts?at=${encodeURIComponent(dn)}`
export const userPage = (login: string) => `/accounts/users/${encodeURIComponent(login)}`
export const domainPage = (name: string) => `/accounts/domains/${encodeURIComponent(name)}`
export const placePage = (dn: string) => `/accounts/places?${new URLSearchParams({ dn })}`
export const newPlacePage = (kind: 'group' | 'organization', at: string) =>
  `/accounts/places/new?${new URLSearchParams({ kind, at })}`
export const contactPage = (dn: string) => `/accounts/contacts?${new URLSearchParams({ dn })}`
export const newContactPage = (at: string) => `/accounts/contacts/new?${new URLSearchParams({ at })}`
export const resourcePage = (dn: string) => `/accounts/resources?${new URLSearchParams({ dn })}`
export const newResourcePage = (at: string) => `/accounts/resources/new?${new URLSearchParams({ at })}`
export const historyPage = (dn: string) => `/history?${new URLSearchParams({ dn })}`
export const aliasPage = (address: string) => `/aliases/${encodeURIComponent(address)}`
export const foldersOf = (login: string) => `/folders/users/${encodeURIComponent(login)}`
export const folderPage = (name: string) => `/folders/folder?${new URLSearchParams({ name })}`
export const newFolderPage = (parent: string) => `/folders/new?${new URLSearchParams({ in: parent })}`
export const retentionPage = (id?: string) =>
  `/folders/rules/retention${id ? `?${new URLSearchParams({ id })}` : ''}`
export const newRetentionFor = (login: string) => `/folders/rules/retention?${new URLSearchParams({ login })}`
export const postingPage = (id?: string) =>
  `/folders/rules/posting${id ? `?${new URLSearchParams({ id })}` : ''}`
export const deletedFoldersPage = (place: string) => `/folders/deleted?${new URLSearchParams({ in: place })}`

export const deletedMessagesPage = (folder: string, from = 0) =>
  `/folders/deleted-messages?${new URLSearchParams({ name: folder, ...(from > 0 && { from: String(from) }) })}`
/** `field` is the parameter to begin at. */
export const configurationPage = (service: string, field?: string) =>
  `/configuration/${service}${field ? `#${field.slice(field.indexOf('/') + 1)}` : ''}`
export const configurationFilePage = (file: string, line?: number) =>
  `/configuration/files/${file.split('/').map(encodeURIComponent).join('/')}${line ? `?line=${line}` : ''}`
export const findInFilesPage = (find: string) => `/configuration/files?${new URLSearchParams({ find })}`
export const configurationPreviewPage = '/configuration/preview'
export const configurationHistoryPage = (file?: string) =>
  `/configuration/history${file ? `?${new URLSearchParams({ file })}` : ''}`
export const configurationRevisionPage = (number: number) => `/configuration/history/${number}`
/** The preview of going back to a revision, or to what was before it. */
export const restorePage = (number: number, to: 'before' | 'after') =>
  `/configuration/preview?${new URLSearchParams({ restore: String(number), to })}`
export const jobPage = (id: string) => `/jobs/${encodeURIComponent(id)}`

/** What a dynamic part of a page's address stands for; nothing that exists if it is malformed. */
export function named(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
