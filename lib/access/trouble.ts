/** What keeps work from being done, in one column: an error's code, and behind it its values as JSON if there are any. */

type Values = Record<string, string | number>
export type Trouble = { code: string; values: Values }

export function troubleText({ code, values }: Trouble): string {
  return Object.keys(values).length === 0 ? code : `${code} ${JSON.stringify(values)}`
}

export function troubleOf(text: string | null) {
  const [, code = null, values] = /^(\S+)(?: (.*))?$/su.exec(text ?? '') ?? []
  return { trouble: code, troubleValues: (values ? JSON.parse(values) : {}) as Values }
}
