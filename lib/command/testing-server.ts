/** Stands in for the web process where a test's instance has none: the same handler under Node's own server. */
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { answerCommand } from './answer'

const server = createServer(async (asked, response) => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(asked.headers)) headers.set(name, String(value))
  const body = await buffer(asked)
  const request = new Request(`http://127.0.0.1${asked.url}`, {
    ...{ method: asked.method, headers },
    ...(body.length > 0 && { body }),
  })
  const answer = await answerCommand(request)
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(Buffer.from(await answer.arrayBuffer()))
})
server.listen(Number(process.env.PORT), '127.0.0.1')
