import { download } from '@/lib/access/web'
import { showPhoto } from '@/lib/directory'

/** An account's photograph. Whatever its bytes are, a browser makes nothing of them but a picture. */
export const GET = download(showPhoto, ({ jpeg }) => {
  const headers = { 'Content-Type': 'image/jpeg', 'Content-Disposition': 'inline; filename="photo.jpg"' }
  return new Response(Buffer.from(jpeg, 'base64'), { headers })
})
