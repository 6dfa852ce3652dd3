/** Pieces small enough to be arguments of one call, and whole groups of three. */
const PIECE_BYTES = 0x6000;

/** Standard base64 with padding, as Go's base64.StdEncoding writes it. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + PIECE_BYTES)));
  }
  return text;
}
