/** Every operation of the console: what the worker recovers, and what the access tests walk over. */
import type { AnyOperation } from '@/lib/access'
import * as aliases from '@/lib/aliases'
import * as audit from '@/lib/audit'
import * as configuration from '@/lib/configuration/operations'
import * as directory from '@/lib/directory'
import * as folders from '@/lib/folders'
import * as jobs from '@/lib/jobs'
import * as repair from '@/lib/repair'
import * as rules from '@/lib/rules'
import * as self from '@/lib/self'
import * as services from '@/lib/services'

export const operations: readonly AnyOperation[] = [
  aliases,
  audit,
  configuration,
  directory,
  folders,
  jobs,
  repair,
  rules,
  self,
  services,
].flatMap((subject) => Object.values(subject).filter(isOperation))

function isOperation(value: unknown): value is AnyOperation {
  return typeof value === 'object' && value !== null && 'run' in value && 'name' in value
}
