import { changeInWords } from '@/app/(console)/configuration/change/in-words'
import { route } from '@/lib/access/web'
import { showConfigurationState } from '@/lib/configuration/operations'
import { translator } from '@/lib/locales/translator'

/** How far the last change of the configuration is; pages ask every second while one is under way. */
export const GET = route(
  showConfigurationState,
  async ({ change }) => change && changeInWords(await translator(), change),
)
