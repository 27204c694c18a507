/** Where the instances of tests are. */
import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { INSTANCES_ROOT } from './instance'

/** The place of an instance, with those beside it; noted for `npm test`, which looks afterwards whether it is gone. */
export function testPlace(name: string): string {
  const place = path.join(INSTANCES_ROOT, name)
  const notes = process.env.SERVER_MANAGER_TEST_PLACES
  if (notes) appendFileSync(notes, `${place}\n`)
  return place
}
