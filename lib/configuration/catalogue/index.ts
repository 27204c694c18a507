/** Every parameter that the console has a field for. Adding one is adding a row to its service's table. */
import { apache } from './apache'
import { cyrus } from './cyrus'
import { postfix } from './postfix'
import { proftpd } from './proftpd'
import { slapd } from './slapd'

export const parameters = [...apache, ...cyrus, ...slapd, ...postfix, ...proftpd]

export {
  type Cost,
  costs,
  type Mark,
  marks,
  type OldName,
  type Parameter,
  type Section,
  type ServiceName,
  type Status,
  sections,
  statuses,
} from './parameter'
