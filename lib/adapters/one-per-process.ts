/** What there is one of in a process, although Next loads a module once for each bundle that it is in. */
const held = globalThis as { serverManager?: Map<string, unknown> }

/** The value of this name, made when somebody first asks for it in this process. */
export function onePerProcess<T>(name: string, make: () => T): T {
  held.serverManager ??= new Map()
  if (!held.serverManager.has(name)) held.serverManager.set(name, make())
  return held.serverManager.get(name) as T
}
