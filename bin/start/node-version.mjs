/** Read by whatever Node is there: nothing here is newer than modules. */

/** The sentence about a Node that is too old; undefined when it will do. */
export function nodeFault(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return undefined
  return `Server Manager needs Node 20.19 or later; this is ${version}.`
}
