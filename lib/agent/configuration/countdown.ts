/** How long a change has to be confirmed at least that could cut the administrators off, whoever asks for less. */
import { countdownFor, decoded, judged, parse } from '@/lib/configuration'
import type { WantedFile } from './wanted'

/** Seconds; 0 for a change that cuts nobody off. */
export function leastCountdown(
  files: readonly Pick<WantedFile, 'file' | 'service' | 'format' | 'old' | 'bytes'>[],
): number {
  return countdownFor(
    judged(
      files.map(({ file, service, format, old, bytes }) => ({
        ...{ file, service },
        before: parse(format, decoded(old).text),
        after: parse(format, decoded(bytes).text),
      })),
    ),
  )
}
