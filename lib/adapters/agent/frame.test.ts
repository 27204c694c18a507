import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrame, FRAME_LIMIT, FrameReader } from './frame'

const header = (length: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}
const frame = (body: Buffer | string) => Buffer.concat([header(Buffer.byteLength(body)), Buffer.from(body)])

/** Gives a frame to a reader in pieces cut at these places. */
function readInPieces(bytes: Buffer, cuts: number[]): { value: unknown } | undefined {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  const reader = new FrameReader()
  let read: { value: unknown } | undefined
  for (const [index, place] of places.entries()) {
    const next = places[index + 1]
    if (next !== undefined) read = reader.push(bytes.subarray(place, next)) ?? read
  }
  return read
}

describe('a frame between console and agent', () => {
  it('arrives as it was sent, however it is cut into pieces', () => {
    fc.assert(
      fc.property(fc.json(), fc.array(fc.nat(), { maxLength: 8 }), (json, cuts) => {
        const value: unknown = JSON.parse(json)
        expect(readInPieces(encodeFrame(value), cuts)).toEqual({ value })
      }),
    )
  })

  it('is refused or incomplete, never misread, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const bytes = Buffer.from(noise)
        let read: { value: unknown } | undefined
        try {
          read = new FrameReader().push(bytes)
        } catch (error) {
          expect(error).toMatchObject({ kind: 'invalid', code: 'agent.refused' })
        }
        if (read) expect(read.value).toEqual(JSON.parse(bytes.subarray(4).toString()))
      }),
    )
  })

  it('is not given out before its last byte', () => {
    const bytes = encodeFrame({ verb: 'ping' })
    const reader = new FrameReader()
    for (const byte of bytes.subarray(0, -1)) expect(reader.push(Buffer.from([byte]))).toBeUndefined()
    expect(reader.push(bytes.subarray(-1))).toEqual({ value: { verb: 'ping' } })
  })

  it('may hold 4 MiB and not a byte more', () => {
    const fits = 'a'.repeat(FRAME_LIMIT - 2)
    expect(new FrameReader().push(encodeFrame(fits))).toEqual({ value: fits })
    expect(() => encodeFrame(`${fits}a`)).toThrow('too large')
  })

  it('is refused for its announced length, before its body has arrived', () => {
    expect(() => new FrameReader().push(header(FRAME_LIMIT + 1))).toThrow('too large')
    expect(() => new FrameReader().push(header(0xffffffff))).toThrow('too large')
  })

  it.each([
    ['nothing', ''],
    ['half an object', '{"verb":'],
    ['two values', '{}{}'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['half a character', Buffer.from([0x22, 0xc3, 0x22])],
    ['a byte order mark', '\ufeff{}'],
    ['thirty thousand open brackets', '['.repeat(30_000)],
  ])('is refused when it holds %s', (_what, body) => {
    expect(() => new FrameReader().push(frame(body))).toThrow('no JSON in UTF-8')
  })

  it('is refused when something comes behind it', () => {
    const bytes = Buffer.concat([encodeFrame({}), Buffer.from('x')])
    expect(() => new FrameReader().push(bytes)).toThrow('behind')
  })
})
