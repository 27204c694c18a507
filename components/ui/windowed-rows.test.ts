import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Outcome } from '@/lib/errors'
import { type RowsWindow, type Wanted, WINDOW, WindowedRows } from './windowed-rows'

const names = (count: number, mark = '') => Array.from({ length: count }, (_, i) => `${mark}${i}`)

/** A server with one list; a list that it is asked for under another name is sorted anew. */
function server(rows: string[]) {
  const asked: Wanted[] = []
  const it = { rows, name: 'a', isDown: false, asked, ask, first: () => window({ offset: 0, count: WINDOW }) }
  function window({ offset, count }: { offset: number; count: number }): RowsWindow<string> {
    const list = it.rows.length > WINDOW ? it.name : null
    const total = it.rows.length
    return { rows: it.rows.slice(offset, offset + count), offset: Math.min(offset, total), total, list }
  }
  async function ask(wanted: Wanted): Promise<Outcome<RowsWindow<string>>> {
    asked.push(wanted)
    if (it.isDown) throw new TypeError('Failed to fetch')
    const offset = 'from' in wanted ? it.rows.indexOf(wanted.from) : wanted.offset
    return { ok: true, value: window({ offset, count: wanted.count }) }
  }
  return it
}

const asks = (wanted: Wanted[]) => wanted.map((each) => ('offset' in each ? each.offset : each.from))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const settled = () => vi.advanceTimersByTimeAsync(0)

describe('rows in windows', () => {
  it('are fetched when they come in sight, each window once and no other', async () => {
    const there = server(names(1000))
    const rows = new WindowedRows(there.ask, there.first())
    rows.show(0, 30)
    await settled()
    expect(there.asked).toEqual([])
    rows.show(690, 720)
    expect(rows.row(695)).toBeUndefined()
    await settled()
    expect(asks(there.asked)).toEqual([600, 700])
    expect(there.asked.map(({ list }) => list)).toEqual(['a', 'a'])
    expect([rows.row(695), rows.row(710), rows.row(5)]).toEqual(['695', '710', '5'])
    rows.show(650, 690)
    await settled()
    expect(asks(there.asked)).toEqual([600, 700])
  })

  it('passed by while another one is fetched are not asked for', async () => {
    const there = server(names(10_000))
    const rows = new WindowedRows(there.ask, there.first())
    for (const first of [1000, 3000, 5000, 9900]) rows.show(first, first + 20)
    await settled()
    expect(asks(there.asked)).toEqual([1000, 9900])
  })

  it('of a list that was sorted anew take the place of all others', async () => {
    const there = server(names(500))
    const rows = new WindowedRows(there.ask, there.first())
    rows.show(0, 120)
    await settled()
    there.name = 'b'
    there.rows = names(300, 'new ')
    rows.show(90, 220)
    await settled()
    expect(rows.total).toBe(300)
    expect([rows.row(95), rows.row(150), rows.row(210)]).toEqual(['new 95', 'new 150', 'new 210'])
    expect(rows.row(10)).toBe('new 10')
  })

  it('are looked at again as the list is now, and stay until it is there', async () => {
    const there = server(names(250))
    const rows = new WindowedRows(there.ask, there.first())
    rows.show(120, 140)
    await settled()
    there.name = 'b'
    there.rows = names(130, 'new ')
    rows.refresh()
    expect(rows.row(125)).toBe('125')
    await settled()
    expect(there.asked.at(-1)).toMatchObject({ offset: 100, list: null })
    expect([rows.total, rows.row(125)]).toEqual([130, 'new 125'])
  })

  it('that are gone since the list was sorted are told from those not fetched', async () => {
    const there = server(names(250))
    const first = there.first()
    const rows = new WindowedRows(there.ask, { ...first, rows: first.rows.slice(0, 98) })
    expect([rows.row(97), rows.row(98), rows.row(150)]).toEqual(['97', 'gone', undefined])
  })

  it('are found by their beginning, in the same list', async () => {
    const there = server(names(1000))
    const rows = new WindowedRows(there.ask, there.first())
    expect(await rows.find('777')).toBe(777)
    expect(there.asked).toEqual([{ from: '777', count: 1, list: 'a' }])
    expect(rows.row(5)).toBe('5')
  })

  it('are asked for again by themselves after an outage', async () => {
    const there = server(names(1000))
    const rows = new WindowedRows(there.ask, there.first())
    rows.subscribe(() => undefined)
    there.isDown = true
    rows.show(500, 520)
    await settled()
    expect(rows.trouble).toBe('alone')
    await vi.advanceTimersByTimeAsync(3000)
    expect(there.asked).toHaveLength(2)
    there.isDown = false
    await vi.advanceTimersByTimeAsync(3000)
    expect([rows.trouble, rows.row(510)]).toEqual([null, '510'])
  })

  it('are not kept without end', async () => {
    const there = server(names(20_000))
    const rows = new WindowedRows(there.ask, there.first())
    for (let first = 0; first < 20_000; first += 100) {
      rows.show(first, first + 20)
      await settled()
    }
    expect(asks(there.asked)).toHaveLength(199)
    expect(rows.row(19_990)).toBe('19990')
    expect(rows.row(10)).toBeUndefined()
  })

  it('give way to those that the page brings', async () => {
    const there = server(names(250))
    const rows = new WindowedRows(there.ask, there.first())
    there.name = 'b'
    there.rows = names(3, 'new ')
    rows.begin(there.first())
    expect([rows.total, rows.row(2), rows.row(3)]).toEqual([3, 'new 2', 'gone'])
  })
})
