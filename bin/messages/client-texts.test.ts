import { describe, expect, it } from 'vitest'
import { clientTexts } from './client-texts.mjs'
import { parse } from './sources.mjs'

const sources = (files: Record<string, string>) =>
  Object.entries(files).map(([file, text]) => parse(file, text))
const page = (file: string, body = '') => `<ClientMessages for="${file}">${body}</ClientMessages>`

describe('the texts of a page’s client components', () => {
  it('are found through imports of every kind, and no others', () => {
    const { manifest, faults } = clientTexts(
      sources({
        'app/a/page.tsx': `import { Form } from './form'; import { Card } from '@/components/card'
          t('server only'); ${page('app/a/page.tsx')}`,
        'app/a/form.tsx': `'use client'; import { save } from './actions'; import type { X } from './type'
          export { Field } from '@/components/field'; const Later = () => import('./later'); t('form')`,
        'app/a/actions.ts': "'use server'; t('action')",
        'app/a/type.ts': "t('type')",
        'app/a/later.tsx': "t.plural('one', 'other', n)",
        'components/field.tsx': "const kinds = [msgid('field')]",
        'components/card.tsx': "import { Menu } from './menu'; t('card')",
        'components/menu.tsx': "'use client'; t('menu')",
        'app/b/page.tsx': "import { Card } from '@/components/card-of-words'",
        'components/card-of-words.tsx': "t('words')",
      }),
    )
    expect(manifest).toEqual({ 'app/a/page.tsx': ['field', 'form', 'menu', 'one'] })
    expect(faults).toEqual([])
  })

  it('come with the layout around what stands in the place of a page', () => {
    const { manifest } = clientTexts(
      sources({
        'app/layout.tsx': page('app/layout.tsx'),
        'app/(console)/layout.tsx': page('app/(console)/layout.tsx'),
        'app/(console)/accounts/error.tsx': "'use client'; t('broken')",
        'app/not-found.tsx': "'use client'; t('absent')",
      }),
    )
    expect(manifest).toEqual({ 'app/layout.tsx': ['absent'], 'app/(console)/layout.tsx': ['broken'] })
  })

  it('need ClientMessages, and for the right file', () => {
    const { faults } = clientTexts(
      sources({
        'app/a/page.tsx': "import { Form } from './form'",
        'app/a/form.tsx': "'use client'; t('form')",
        'app/b/page.tsx': page('app/a/page.tsx'),
      }),
    )
    expect(faults).toEqual([
      'app/a/page.tsx:1 has client components with texts and needs <ClientMessages for="app/a/page.tsx">',
      'app/b/page.tsx:1 ClientMessages must be for="app/b/page.tsx"',
    ])
  })
})
