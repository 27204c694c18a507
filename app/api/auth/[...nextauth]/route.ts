import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/access/next-auth'

type Context = { params: Promise<{ nextauth: string[] }> }

/** next-auth's own requests. */
function handler(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(
    request,
    context,
    authOptions((name) => request.headers.get(name)),
  )
}

export { handler as GET, handler as POST }
