/** The way from the top of the directory down to a place, with what stands beside each step of it. */
import { isWellFormedDn, isWithin, type Outcome, sameDn } from '@/lib/access'
import { read } from '@/lib/access/web'
import { browse, type Level, type Node } from '@/lib/directory'

export type Trail = {
  /** From the top down to the place itself; empty at the top. */
  path: Node[]
  /** The containers at the top, then those below each of `path`. */
  levels: Level[]
}

/** Looks level by level, as slapd has it now. notFound when there is no such place in the person's scope. */
export async function trailTo(at: string | undefined): Promise<Outcome<Trail>> {
  const top = await read(browse)
  if (!top.ok) return top
  const trail: Trail = { path: [], levels: [top.value] }
  for (let level = top.value; at !== undefined; ) {
    const next = isWellFormedDn(at) ? level.nodes.find((node) => isWithin(at, node.dn)) : undefined
    const below = await read(browse, { at: next?.dn ?? at })
    if (!below.ok) return below
    const here = below.value.here
    if (here) trail.path.push(here)
    trail.levels.push(below.value)
    // A place that its own level was too long to show is still a place.
    if (!here || sameDn(here.dn, at)) break
    level = below.value
  }
  return { ok: true, value: trail }
}
