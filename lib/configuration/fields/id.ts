/** What a row of the catalogue is called on every face: `postfix/message_size_limit`, `slapd/database/olcSuffix`. */
import { type Parameter, parameters } from '../catalogue'

export function idOf({ service, place, name }: Pick<Parameter, 'service' | 'place' | 'name'>): string {
  return [service, ...(place ? [place === 'lookup table' ? 'table' : place] : []), name].join('/')
}

const byId = new Map(parameters.map((parameter) => [idOf(parameter), parameter]))

/** The row of that id; the place may be left out, and the case of letters too, where only one row fits. */
export function parameterOf(id: string): Parameter | undefined {
  return byId.get(id) ?? onlyOne(parameters.filter((one) => isMeant(one, id.toLowerCase())))
}

function isMeant(parameter: Parameter, id: string): boolean {
  const { service, name } = parameter
  return id === idOf(parameter).toLowerCase() || id === `${service}/${name}`.toLowerCase()
}

function onlyOne(found: Parameter[]): Parameter | undefined {
  return found.length === 1 ? found[0] : undefined
}
