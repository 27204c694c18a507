import { createElement, Fragment, type ReactNode } from 'react'

/**
 * Puts elements into the placeholders of a translated text, wherever the language wants them:
 * `fillNodes(t('Run {command} as root.'), { command: <code>npm start</code> })`.
 */
export function fillNodes(text: string, nodes: Record<string, ReactNode>): ReactNode[] {
  return text.split(/\{(\w+)\}/).map((piece, i) => {
    const node = i % 2 === 0 ? piece : Object.hasOwn(nodes, piece) ? nodes[piece] : `{${piece}}`
    return createElement(Fragment, { key: i }, node)
  })
}
