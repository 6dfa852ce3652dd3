const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const size = Math.min(bytes.length - i, 3) + 1;
    for (let k = 0; k < 4; k++) text += k < size ? ALPHABET.charAt((group >> (18 - 6 * k)) & 63) : "=";
  }
  return text;
}

/** Go's base64.StdEncoding: padding is required, line breaks are ignored. `undefined` where the text is not base64. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const clean = text.replace(/[\r\n]/g, "");
  if (clean.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(clean)) return undefined;
  return Uint8Array.from(atob(clean), (character) => character.charCodeAt(0));
}
