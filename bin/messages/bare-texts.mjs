/** Finds English that would reach the screen untranslated. */
import ts from 'typescript'
import { placeOf, walk } from './sources.mjs'
import { isTranslation } from './texts.mjs'

/**
 * @param {import('./sources.mjs').Source} source
 * @returns {string[]} "file:line text" for each; empty when every text goes through t()
 */
export function bareTexts(source) {
  const found = new Set()
  walk(source.tree, (node) => {
    if (isTranslation(node) || isForDevelopers(node) || isLiteralOnPurpose(node)) return false
    if (ts.isJsxText(node) && hasWords(node.text)) found.add(node)
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) addShown(node.expression, found)
    if (ts.isJsxAttribute(node) && isReadable(node.name.getText())) addShown(node.initializer, found)
    if (ts.isPropertyAssignment(node) && isReadable(nameOf(node.name))) addShown(node.initializer, found)
    if (isSentence(node)) found.add(node)
    return true
  })
  return [...found].map((node) => `${placeOf(source, node)} ${node.getText().trim().replace(/\s+/g, ' ')}`)
}

/** Props and properties that a person gets to read or hear. */
const readable =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|(.*[a-z])?(label|title|heading|subtitle|placeholder|description|alt|hint|help|message|caption|summary|tooltip))$/i

function isReadable(name) {
  return readable.test(name)
}

/** The literals an expression may turn out to be on the screen. */
function addShown(node, found) {
  if (!node || isTranslation(node)) return
  if (ts.isStringLiteralLike(node) && hasWords(node.text)) found.add(node)
  if (ts.isTemplateExpression(node) && templateHasWords(node)) found.add(node)
  if (ts.isConditionalExpression(node)) {
    addShown(node.whenTrue, found)
    addShown(node.whenFalse, found)
  }
  if (ts.isBinaryExpression(node) && isChoiceOrSum(node.operatorToken.kind)) {
    addShown(node.left, found)
    addShown(node.right, found)
  }
  if (ts.isParenthesizedExpression(node) || ts.isJsxExpression(node)) addShown(node.expression, found)
}

function isChoiceOrSum(kind) {
  const { BarBarToken, QuestionQuestionToken, AmpersandAmpersandToken, PlusToken } = ts.SyntaxKind
  return [BarBarToken, QuestionQuestionToken, AmpersandAmpersandToken, PlusToken].includes(kind)
}

/** Wherever it stands: a capital letter and more than one word is written for people. */
function isSentence(node) {
  if (!ts.isStringLiteralLike(node) || !/^\p{Lu}[\p{L}'’]* +\p{L}/u.test(node.text)) return false
  return !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)
}

/** A domain or an address given as an example reads the same in every language. */
function hasWords(text) {
  if (/^[a-z0-9._@-]+\.[a-z]{2,}$/.test(text)) return false
  return /\p{L}/u.test(text.replace(/&#?\w+;/g, ''))
}

function templateHasWords(node) {
  return [node.head, ...node.templateSpans.map((span) => span.literal)].some((part) => hasWords(part.text))
}

function nameOf(name) {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : ''
}

/** Errors and logs that no page shows. */
function isForDevelopers(node) {
  if (ts.isNewExpression(node)) return /^(\w*Error)$/.test(node.expression.getText())
  return ts.isCallExpression(node) && node.expression.getText().startsWith('console.')
}

/** Commands and names: inside <code>, <kbd>, <samp>, or HTML's own translate="no". */
function isLiteralOnPurpose(node) {
  if (!ts.isJsxElement(node)) return false
  const { tagName, attributes } = node.openingElement
  if (['code', 'kbd', 'samp'].includes(tagName.getText())) return true
  return attributes.properties.some((attribute) => attribute.getText() === 'translate="no"')
}
