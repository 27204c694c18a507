/** Addresses of the pages about one thing. */
export const accountsAt = (dn: string) => `/accounts?at=${encodeURIComponent(dn)}`
export const userPage = (login: string) => `/accounts/users/${encodeURIComponent(login)}`
export const domainPage = (name: string) => `/accounts/domains/${encodeURIComponent(name)}`
export const aliasPage = (address: string) => `/aliases/${encodeURIComponent(address)}`

/** What a dynamic part of a page's address stands for; nothing that exists if it is malformed. */
export function named(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
