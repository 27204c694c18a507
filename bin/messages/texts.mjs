/** Collects the texts to translate: what stands literally in t(), t.plural() and msgid(), and the error table. */
import ts from 'typescript'
import { placeOf, walk } from './sources.mjs'

/** @typedef {{ text: string, plural?: string }} Text */

/**
 * @param {import('./sources.mjs').Source} source
 * @returns {{ texts: Text[], faults: string[] }} faults: calls whose text cannot be collected
 */
export function textsOf(source) {
  const texts = []
  const faults = []
  walk(source.tree, (node) => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'errorMessages') texts.push(...table(node))
    if (!ts.isCallExpression(node)) return
    const callee = calleeOf(node)
    const [first, second] = node.arguments.map(literals)
    if (callee === 't' || callee === 'msgid') {
      if (first) texts.push(...first.map((text) => ({ text })))
      else if (!isErrorMessage(node.arguments[0])) faults.push(notLiteral(source, node))
    }
    if (callee === 't.plural') {
      if (first?.length === 1 && second?.length === 1) texts.push({ text: first[0], plural: second[0] })
      else faults.push(notLiteral(source, node))
    }
  })
  return { texts, faults }
}

/** True for a call whose literal arguments are translated or marked for it. */
export function isTranslation(node) {
  return ts.isCallExpression(node) && ['t', 't.plural', 'msgid'].includes(calleeOf(node))
}

/** A translator goes by the name of t; where it is used once, it may have none. */
function calleeOf(call) {
  return call.expression.getText().replace(/^\(await translator\(\)\)/, 't')
}

/** The texts an expression can be, when all of them are literal: 'a', or x ? 'a' : 'b'. */
function literals(node) {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isParenthesizedExpression(node)) return literals(node.expression)
  if (!ts.isConditionalExpression(node)) return undefined
  const [yes, no] = [literals(node.whenTrue), literals(node.whenFalse)]
  return yes && no ? [...yes, ...no] : undefined
}

function table(declaration) {
  const texts = []
  walk(declaration, (node) => {
    if (ts.isPropertyAssignment(node))
      texts.push(...(literals(node.initializer) ?? []).map((text) => ({ text })))
  })
  return texts
}

function isErrorMessage(node) {
  return node !== undefined && /^errorMessages[.[]/.test(node.getText())
}

function notLiteral(source, node) {
  return `${placeOf(source, node)} ${calleeOf(node)}() needs a literal text; mark texts in tables with msgid() and show them with t.message()`
}
