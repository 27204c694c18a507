import { upload } from '@/lib/access/web'
import { LARGEST_FILE, setFile } from '@/lib/directory'

/** Puts a photograph or certificate to an account. */
export const POST = upload(setFile, { limit: LARGEST_FILE })
