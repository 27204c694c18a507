import { setPriority } from 'node:os'

/** For tests: at SIGUSR2 this process computes for ever and gets round to nothing else. */
export function spinWhenAsked(): void {
  process.on('SIGUSR2', () => {
    // The processor time that nobody else wants.
    setPriority(19)
    for (;;);
  })
}
