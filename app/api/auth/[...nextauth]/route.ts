import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/access/next-auth'

type Context = { params: Promise<{ nextauth: string[] }> }

/** next-auth's own requests. The options are made for each: the instance's secret is read at run time. */
function handler(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request, context, authOptions())
}

export { handler as GET, handler as POST }
