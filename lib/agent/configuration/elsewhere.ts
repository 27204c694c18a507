import type { Silence } from './dialogue'
import type { ConfiguredService } from './files'
import type { Refusal } from './greetings'

/** What another server than the one that is probed did not do, which it cannot do without. */
export class Elsewhere extends Error {
  constructor(
    readonly service: ConfiguredService,
    override readonly cause: Silence | Refusal,
  ) {
    super(cause.message)
  }
}
