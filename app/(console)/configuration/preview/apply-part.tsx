'use client'

import type { ComponentProps } from 'react'
import { Queries } from '../../../queries'
import { ChangeProgress } from '../change/progress'
import { ApplyForm } from './apply-form'

/** The part of the preview that is fetched when there is something to apply: the question, then how it goes. */
export default function ApplyPart(
  props: { asked: ComponentProps<typeof ApplyForm> } | { applied: ComponentProps<typeof ChangeProgress> },
) {
  return (
    <Queries>
      {'asked' in props ? <ApplyForm {...props.asked} /> : <ChangeProgress {...props.applied} />}
    </Queries>
  )
}
