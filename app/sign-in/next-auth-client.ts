/** next-auth's two requests, without its own client: opening a session with a password, and ending it. */

/** Opens a session. Gives null, or what authorize() threw, such as `access.throttled:3`. Throws without an answer. */
export async function openSession(login: string, password: string): Promise<string | null> {
  const response = await post('callback/credentials', { login, password })
  const { url } = (await response.json()) as { url: string }
  if (response.ok) return new URL(url, window.location.origin).searchParams.get('error')
  return new URL(url, window.location.origin).searchParams.get('error') ?? 'unexpected'
}

/** Ends this browser's session. */
export async function endSession(): Promise<void> {
  await post('signout', {})
}

async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string }
  const body = new URLSearchParams({ ...fields, csrfToken, callbackUrl: '/', json: 'true' })
  return fetch(`/api/auth/${path}`, { method: 'POST', body })
}
