import 'server-only'
import { cache } from 'react'
import { read } from '@/lib/access/web'
import { showViewer } from '@/lib/self'

export type { Viewer } from '@/lib/self'

/** The person of this request; looked up once however many parts of the page ask. */
export const viewer = cache(() => read(showViewer))
