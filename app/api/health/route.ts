/** Says that the web process is alive, and nothing else. */
export function GET(): Response {
  return Response.json({ ok: true })
}
