/**
 * A frame is a length of 4 bytes, big-endian, and that many bytes of UTF-8 JSON. Request and answer between the
 * console and the agent are one frame each, on a connection of their own.
 */
import { ConsoleError } from '@/lib/errors'

/** Bytes of JSON that a frame may hold: a configuration file of a megabyte, twice over. */
export const FRAME_LIMIT = 4 * 1024 * 1024
const HEADER = 4

/** Errors: 'invalid' agent.refused when the value is larger than a frame. */
export function encodeFrame(value: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(value))
  if (json.length > FRAME_LIMIT) throw fault('the frame is too large')
  const header = Buffer.alloc(HEADER)
  header.writeUInt32BE(json.length)
  return Buffer.concat([header, json])
}

/** Puts one frame together from the pieces in which it arrives. */
export class FrameReader {
  #pieces: Buffer[] = []
  #received = 0
  #expected: number | undefined

  /**
   * Takes the next piece; gives the frame's value once it is complete. Errors: 'invalid' agent.refused for a
   * frame that is too large (before its body is read), has something behind it, or is no JSON in UTF-8.
   */
  push(piece: Buffer): { value: unknown } | undefined {
    this.#pieces.push(piece)
    this.#received += piece.length
    if (this.#received < HEADER) return undefined
    this.#expected ??= HEADER + bodyLength(Buffer.concat(this.#pieces))
    if (this.#received > this.#expected) throw fault('there is something behind the frame')
    if (this.#received < this.#expected) return undefined
    return { value: parse(Buffer.concat(this.#pieces).subarray(HEADER)) }
  }
}

/** A fault of a frame; its words never repeat what was in it. */
export function fault(detail: string): ConsoleError {
  return new ConsoleError('invalid', 'agent.refused', { detail })
}

function bodyLength(header: Buffer): number {
  const length = header.readUInt32BE()
  if (length > FRAME_LIMIT) throw fault('the frame is too large')
  return length
}

function parse(json: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json))
  } catch {
    throw fault('the frame is no JSON in UTF-8')
  }
}
