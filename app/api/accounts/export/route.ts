import { download } from '@/lib/access/web'
import { csv, exportEntries } from '@/lib/directory'
import { translator } from '@/lib/locales/translator'
import { tableColumns } from './table-columns'

/** A list as a file: CSV in its order for spreadsheets, LDIF for directories. It is sent while it is made. */
export const GET = download(exportEntries, async (found) => {
  if (found.format === 'ldif') return file('accounts.ldif', 'text/plain', found.text)
  const columns = tableColumns(await translator())
  return file('accounts.csv', 'text/csv', csv(found.rows, columns))
})

function file(name: string, type: string, text: AsyncIterable<string>): Response {
  const headers = {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${name}"`,
  }
  return new Response(streamed(text), { headers })
}

/** Pieces of some 64 kB, made when the reader has room for them; what ends early ends the look into slapd too. */
function streamed(text: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const pieces = text[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      let piece = ''
      while (piece.length < 65_536) {
        const next = await pieces.next()
        if (next.done) break
        piece += next.value
      }
      if (piece === '') controller.close()
      else controller.enqueue(new TextEncoder().encode(piece))
    },
    async cancel() {
      await pieces.return?.()
    },
  })
}
