#!/usr/bin/env node
/**
 * Prisma's schema engine: JSON-RPC, one message a line, on standard input and output, answered by the engine's
 * WebAssembly build over the better-sqlite3 adapter. Prisma starts it through PRISMA_SCHEMA_ENGINE_BINARY.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { MIGRATIONS_TABLE } from '../lib/adapters/database/migrations-table.mjs'

const require = createRequire(import.meta.url)
const enginePackage = path.dirname(require.resolve('@prisma/schema-engine-wasm'))
const argv = process.argv.slice(2)
const { values, positionals } = parseArgs({
  args: argv,
  strict: false,
  allowPositionals: true,
  options: { datamodels: { type: 'string', multiple: true }, datasource: { type: 'string' } },
})

if (argv.includes('--version')) {
  const { version } = JSON.parse(readFileSync(path.join(enginePackage, 'package.json'), 'utf8'))
  console.log(`schema-engine-cli ${version}`)
} else if (positionals[0] === 'cli') {
  await answerConnectionCheck()
} else {
  serve()
}

/** `cli can-connect-to-database` and `cli create-database`: opening an SQLite file does both. */
async function answerConnectionCheck() {
  try {
    const connection = await databases().connect()
    await connection.dispose()
  } catch (error) {
    const fields = { message: String(error.message), error_code: 'P1001' }
    process.stderr.write(
      `${JSON.stringify({ timestamp: new Date().toISOString(), level: 'ERROR', fields })}\n`,
    )
    process.exitCode = 1
  }
}

function serve() {
  const source = databases()
  const engine = startEngine(source)
  createInterface({ input: process.stdin }).on('line', async (line) => {
    const { id, method, params } = JSON.parse(line)
    try {
      const result = await answer(await engine, source, method, params ?? {})
      if (method === 'diff' && result.stdout) print(result.stdout)
      send({ id, result: method === 'diff' ? { exitCode: result.exitCode } : (result ?? null) })
    } catch (error) {
      send({ id, error: rpcError(error) })
    }
  })
}

async function answer(engine, source, method, params) {
  // The native engine's names for two calls that the WebAssembly build names otherwise.
  const call = { getDatabaseVersion: 'version', createDatabase: 'ensureConnectionValidity' }[method] ?? method
  try {
    return await engine[call](params)
  } catch (error) {
    // This build reports a missing migrations table as an error instead of as "nothing applied yet".
    if (error.code !== 'P1014' || !String(error.message).includes('_prisma_migrations')) throw error
    const connection = await source.connect()
    await connection.executeScript(MIGRATIONS_TABLE)
    await connection.dispose()
    return engine[call](params)
  }
}

async function startEngine(source) {
  const bindings = await import(path.join(enginePackage, 'schema_engine_bg.js'))
  const wasm = readFileSync(path.join(enginePackage, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const datamodels = values.datamodels?.map((file) => [file, readFileSync(file, 'utf8')])
  return bindings.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(source))
}

function databases() {
  const source = new PrismaBetterSqlite3({ url: databaseUrl() }, { shadowDatabaseUrl: ':memory:' })
  const shadow = source.connectToShadowDb.bind(source)
  // The shadow database gets whole migration files through executeRaw, which takes a single statement.
  source.connectToShadowDb = async () => {
    const connection = await shadow()
    const one = connection.executeRaw.bind(connection)
    connection.executeRaw = async (query) => {
      if (query.args?.length) return one(query)
      await connection.executeScript(query.sql)
      return 0
    }
    return connection
  }
  return source
}

/** The data source arrives as JSON, plain or in base64. */
function databaseUrl() {
  const given = values.datasource
  if (!given) return ':memory:'
  const { url, urls } = JSON.parse(given.startsWith('{') ? given : Buffer.from(given, 'base64').toString())
  return url ?? urls?.[0] ?? ':memory:'
}

function print(content) {
  send({ id: 1_000_000, method: 'print', params: { content } })
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

function rpcError(error) {
  const message = String(error.message ?? error)
  return {
    code: 4466,
    message: 'An error happened. Check the data field for details.',
    data: { is_panic: false, message, meta: null, error_code: error.code },
  }
}
