/** For the Prisma command line only (bin/prisma.mjs); the running console opens the instance's own file. */
import path from 'node:path'
import { defineConfig } from 'prisma/config'

const project = path.dirname(import.meta.dirname)

export default defineConfig({
  schema: path.join(project, 'prisma/schema.prisma'),
  migrations: { path: path.join(project, 'prisma/migrations') },
  datasource: { url: process.env.DATABASE_URL ?? `file:${path.join(project, 'build/development.db')}` },
})
