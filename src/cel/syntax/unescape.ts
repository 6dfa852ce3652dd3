/** String and bytes literals as their text is meant (cel-go 0.26 parser/unescape.go). */

const PLAIN: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "`": "`",
  "?": "?",
};

/** Thrown with cel-go's words. */
export class UnescapeError extends Error {}

export function unescapeString(literal: string): string {
  const { body, isRaw } = inside(literal);
  if (isRaw) return body;
  return body.replaceAll(ESCAPES, (_, escape: string) => PLAIN[escape] ?? codePoint(escape));
}

const ESCAPES = /\\([xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/gsu;

function codePoint(escape: string): string {
  const code = /^[xXuU]/.test(escape) ? parseInt(escape.slice(1), 16) : parseInt(escape, 8);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new UnescapeError("invalid unicode code point");
  return String.fromCodePoint(code);
}

/** Without its `b`. */
export function unescapeBytes(literal: string): Uint8Array {
  const { body, isRaw } = inside(literal);
  const encoder = new TextEncoder();
  if (isRaw) return encoder.encode(body);
  const bytes: number[] = [];
  let end = 0;
  for (const match of body.matchAll(ESCAPES)) {
    bytes.push(...encoder.encode(body.slice(end, match.index)), ...byteOf(match[1] ?? ""));
    end = match.index + match[0].length;
  }
  return Uint8Array.from([...bytes, ...encoder.encode(body.slice(end))]);
}

function byteOf(escape: string): Iterable<number> {
  const plain = PLAIN[escape];
  if (plain !== undefined) return [plain.charCodeAt(0)];
  if (/^[uU]/.test(escape)) throw new UnescapeError("unable to unescape string");
  return [(/^[xX]/.test(escape) ? parseInt(escape.slice(1), 16) : parseInt(escape, 8)) & 0xff];
}

function inside(literal: string): { readonly body: string; readonly isRaw: boolean } {
  const text = literal.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  const isRaw = /^[rR]/.test(text);
  const quoted = isRaw ? text.slice(1) : text;
  const width = quoted.length >= 6 && /^('''|""")/.test(quoted) ? 3 : 1;
  return { body: quoted.slice(width, -width), isRaw };
}
