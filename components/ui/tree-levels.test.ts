import { describe, expect, it } from 'vitest'
import type { Problem } from '@/lib/errors'
import { TreeLevels, type TreeSource } from './tree-levels'
import type { Ask } from './windowed-rows'

type Row = { name: string }

/** A tree whose levels are what the map says at the time. */
function treeOf(places: Map<string, string[]>) {
  const asked: string[] = []
  const below =
    (place: string): Ask<Row> =>
    async (wanted) => {
      const offset = 'offset' in wanted ? wanted.offset : 0
      asked.push(`${place}:${offset}`)
      const all = places.get(place) ?? []
      const rows = all.slice(offset, offset + wanted.count).map((name) => ({ name }))
      return { ok: true, value: { rows, offset, total: all.length, list: all.join() } }
    }
  const source = {
    root: below(''),
    below: ({ name }: Row) => below(name),
    keyOf: ({ name }: Row) => name,
  }
  const levels = new TreeLevels(source, null)
  const leave = levels.subscribe(() => {})
  return { levels, asked, leave }
}

/** What is seen of it, all or a part, once that is fetched. */
async function lines(levels: TreeLevels<Row>, first = 0, most?: number) {
  const end = () => Math.min(most ?? levels.length, levels.length)
  for (let before = -1; before !== levels.version(); ) {
    before = levels.version()
    levels.show(first, end())
    await new Promise(setImmediate)
  }
  return Array.from({ length: end() - first }, (_, at) => {
    const { row, depth } = levels.line(first + at)
    return '  '.repeat(depth) + (typeof row === 'object' ? row.name : (row ?? '…'))
  })
}

const many = Array.from({ length: 1000 }, (_, at) => `f${at}`)

describe('a tree', () => {
  it('fetches each level where it is looked at', async () => {
    const { levels, asked } = treeOf(new Map([['', many]]))
    expect(levels.length).toBe(1)
    await lines(levels, 0, 40)
    expect(levels.length).toBe(1000)
    expect(await lines(levels, 698, 701)).toEqual(['f698', 'f699', 'f700'])
    expect(asked).toEqual([':0', ':600', ':700'])
  })

  it('has each level below the row that it was opened at', async () => {
    const { levels } = treeOf(
      new Map([
        ['', ['a', 'b', 'c']],
        ['a', ['a1', 'a2']],
        ['a2', ['deep']],
        ['c', []],
      ]),
    )
    await lines(levels)
    levels.toggle(2)
    levels.toggle(0)
    await lines(levels)
    levels.toggle(2)
    await lines(levels)
    const open = ['a', '  a1', '  a2', '    deep', 'b', 'c', '  empty']
    expect(await lines(levels)).toEqual(open)
    expect(open.map((_, at) => levels.line(at).isOpen)).toEqual([
      true,
      false,
      true,
      false,
      false,
      true,
      false,
    ])
    levels.toggle(0)
    expect(await lines(levels)).toEqual(['a', 'b', 'c', '  empty'])
  })

  it('keeps a level with its row when others come, and closes it when the row is gone', async () => {
    const places = new Map([
      ['', ['b', 'c']],
      ['b', ['b1']],
    ])
    const { levels } = treeOf(places)
    await lines(levels)
    levels.toggle(0)
    await lines(levels)
    places.set('', ['a', 'b', 'c'])
    levels.refresh()
    expect(await lines(levels)).toEqual(['a', 'b', '  b1', 'c'])
    places.set('', ['a', 'c'])
    levels.refresh()
    expect(await lines(levels)).toEqual(['a', 'c'])
  })

  it('tells of trouble where it is, and of none elsewhere', async () => {
    let problem: Problem = { kind: 'notFound', code: 'folder.gone', message: 'Gone.', fields: {} }
    const first = { rows: [{ name: 'a' }], offset: 0, total: 1, list: null }
    const source: TreeSource<Row> = {
      root: async () => ({ ok: true, value: first }),
      below: () => async () => ({ ok: false, problem }),
      keyOf: ({ name }) => name,
    }
    const levels = new TreeLevels(source, first)
    const leave = levels.subscribe(() => {})
    await lines(levels)
    levels.toggle(0)
    await lines(levels)
    expect(levels.trouble).toBeNull()
    expect(levels.line(1)).toMatchObject({ row: undefined, depth: 1, trouble: problem })
    problem = { ...problem, kind: 'unavailable', code: 'service.unreachable' }
    levels.refresh()
    await lines(levels)
    expect(levels.trouble).toBe(problem)
    leave()
  })
})
