/** Writing gzip with the header fields Go's compress/gzip writes. The deflated bytes differ from Go's, the content does not. */

export const FLAG_EXTRA = 0x04;
export const FLAG_COMMENT = 0x10;
const UNKNOWN_SYSTEM = 255;

export function gzip(bytes: Uint8Array, { extra, comment }: { extra: Uint8Array; comment: string }): Uint8Array {
  const deflated = Bun.deflateSync(bytes as Uint8Array<ArrayBuffer>, { library: "libdeflate", level: 5 });
  const header = [0x1f, 0x8b, 8, FLAG_EXTRA | FLAG_COMMENT, 0, 0, 0, 0, 0, UNKNOWN_SYSTEM];
  const length = new Uint8Array([extra.length & 0xff, extra.length >> 8]);
  const trailer = new DataView(new ArrayBuffer(8));
  trailer.setUint32(0, Bun.hash.crc32(bytes), true);
  trailer.setUint32(4, bytes.length, true);
  const text = new TextEncoder().encode(`${comment}\0`);
  return Buffer.concat([new Uint8Array(header), length, extra, text, deflated, new Uint8Array(trailer.buffer)]);
}
