/** Go's base64.StdEncoding: padding is required, line breaks are ignored. `undefined` where the text is not base64. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const clean = text.replace(/[\r\n]/g, "");
  if (clean.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(clean)) return undefined;
  return Uint8Array.from(atob(clean), (character) => character.charCodeAt(0));
}
