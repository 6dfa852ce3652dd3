/** Standard base64 of bytes, in pieces small enough to be arguments of one call. */
const PIECE_BYTES = 0x6000;

export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + PIECE_BYTES)));
  }
  return text;
}
