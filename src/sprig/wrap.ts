/** Wrapping and shortening text as Masterminds/goutils v1.1.1 does: everything is counted in bytes. */
import { fromBinary, toBinary } from "./binary.ts";

export interface WrapOptions {
  readonly width: number;
  /** Stands where a line ends; empty means a newline. */
  readonly separator: string;
  /** Cut words that are longer than a line. */
  readonly breakWords: boolean;
}

/** Breaks a text at spaces. Spaces at the start of a line are dropped, but only where more than a line follows. */
export function wrap(text: string, options: WrapOptions): string {
  const binary = toBinary(text);
  const separator = options.separator === "" ? "\n" : toBinary(options.separator);
  const width = Math.max(options.width, 1);
  let out = "";
  let at = 0;
  while (binary.length - at > width) {
    if (binary[at] === " ") {
      at++;
      continue;
    }
    const end = lineEnd(binary, at, { width, breakWords: options.breakWords });
    out += binary.slice(at, end.at) + (end.at < binary.length ? separator : "");
    at = end.next;
  }
  return fromBinary(out + binary.slice(at));
}

function lineEnd(
  binary: string,
  at: number,
  options: { width: number; breakWords: boolean },
): { at: number; next: number } {
  const end = at + options.width;
  const space = binary.lastIndexOf(" ", end);
  if (space >= at) return { at: space, next: space + 1 };
  if (options.breakWords) return { at: end, next: end };
  const after = binary.indexOf(" ", end);
  return after < 0 ? { at: binary.length, next: binary.length } : { at: after, next: after + 1 };
}

const MARKER = "...";

/** goutils' AbbreviateFull: the part of a text from about `offset` on, in at most `width` bytes. */
export function abbreviate(text: string, { offset, width }: { offset: number; width: number }): string {
  return fromBinary(abbreviateBinary(toBinary(text), offset, width));
}

const WIDTH_MIN = 4;
const OFFSET_WIDTH_MIN = 7;

function abbreviateBinary(text: string, offset: number, width: number): string {
  if (text === "" || width < WIDTH_MIN) return "";
  if (text.length <= width) return text;
  const kept = width - MARKER.length;
  const start = Math.min(offset, text.length - kept);
  if (start <= 4) return text.slice(0, kept) + MARKER;
  if (width < OFFSET_WIDTH_MIN) return "";
  if (start + kept < text.length) return MARKER + abbreviateBinary(text.slice(start), 0, kept);
  return MARKER + text.slice(text.length - kept);
}
