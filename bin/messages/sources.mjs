/** The TypeScript sources as syntax trees, with what they import. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** @typedef {{ file: string, tree: ts.SourceFile }} Source `file` is relative to the project, with slashes. */

/**
 * Everything that people may read a text of, except tests.
 * @param {string} project
 * @param {string[]} folders
 * @returns {Source[]} sorted by file
 */
export function readSources(project, folders = ['app', 'components', 'lib']) {
  return folders
    .flatMap((folder) => filesBelow(path.join(project, folder)))
    .map((file) => path.relative(project, file).replaceAll(path.sep, '/'))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\.d\.ts$|^lib\/locales\/generated\//.test(file))
    .sort()
    .map((file) => parse(file, readFileSync(path.join(project, file), 'utf8')))
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {Source}
 */
export function parse(file, text) {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return { file, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind) }
}

/** Calls `visit` with every node, outermost first; what it returns false for is not entered. */
export function walk(node, visit) {
  if (visit(node) === false) return
  ts.forEachChild(node, (child) => walk(child, visit))
}

/** "file:line" of a node, for messages to the developer. */
export function placeOf({ file, tree }, node) {
  return `${file}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`
}

/** The directive a module begins with, such as 'use client'. */
export function directiveOf({ tree }) {
  const first = tree.statements[0]
  return first && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression)
    ? first.expression.text
    : undefined
}

/**
 * The project's own modules that a source loads; types are not loaded.
 * @param {Source} source
 * @param {Map<string, Source>} sources by file
 * @returns {string[]} files
 */
export function importsOf(source, sources) {
  const found = []
  walk(source.tree, (node) => {
    const name = importedName(node)
    const file = name && resolved(source.file, name, sources)
    if (file) found.push(file)
  })
  return found
}

function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name)))
}

function importedName(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const typesOnly = ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly : node.isTypeOnly
    return typesOnly || !node.moduleSpecifier ? undefined : node.moduleSpecifier.text
  }
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
  const [argument] = isDynamic ? node.arguments : []
  return argument && ts.isStringLiteral(argument) ? argument.text : undefined
}

function resolved(from, name, sources) {
  const base = name.startsWith('@/')
    ? name.slice(2)
    : name.startsWith('.')
      ? path.posix.join(path.posix.dirname(from), name)
      : undefined
  if (base === undefined) return undefined
  return [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`].find((file) =>
    sources.has(file),
  )
}
