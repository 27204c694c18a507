/** Where to go after signing in: a path of this console, whatever somebody put into a link. */
export function destination(from: string | string[] | undefined): string {
  if (typeof from !== 'string' || !from.startsWith('/')) return '/'
  // Browsers read `//host` and `/\host` as another site, and drop tabs and line breaks before looking.
  const nowhere = 'http://console.invalid'
  const url = URL.canParse(from, nowhere) ? new URL(from, nowhere) : null
  if (url?.origin !== nowhere || url.pathname.startsWith('//')) return '/'
  return url.pathname === '/sign-in' ? '/' : `${url.pathname}${url.search}`
}
