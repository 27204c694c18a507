/** The way from the top of the directory down to a place, with what stands beside each step of it. */
import { isWithin, type Outcome, sameDn } from '@/lib/access'
import { read } from '@/lib/access/web'
import { browse, type Node } from '@/lib/directory'

export type Level = { nodes: Node[]; more: boolean }
export type Trail = {
  /** From the top down to the place itself; empty at the top. */
  path: Node[]
  /** What is at the top, then below each of `path`. */
  levels: Level[]
}

/** Looks level by level, as slapd has it now. notFound when there is no such place in the person's scope. */
export async function trailTo(at: string | undefined): Promise<Outcome<Trail>> {
  const top = await read(browse)
  if (!top.ok) return top
  const trail: Trail = { path: [], levels: [top.value] }
  let nodes = top.value.nodes
  while (at !== undefined) {
    const next = nodes.find((node) => isContainer(node) && isWithin(at, node.dn))
    const below = await read(browse, { at: next?.dn ?? at })
    if (!below.ok) return below
    // A place that its own level was too long to show is still a place.
    if (!next) return { ok: true, value: { ...trail, levels: [...trail.levels, below.value] } }
    trail.path.push(next)
    trail.levels.push(below.value)
    if (sameDn(next.dn, at)) break
    nodes = below.value.nodes
  }
  return { ok: true, value: trail }
}

export function isContainer({ kind }: Node): boolean {
  return kind === 'domain' || kind === 'organization' || kind === 'group'
}
