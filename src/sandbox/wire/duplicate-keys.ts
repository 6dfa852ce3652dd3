/** Keys that a JSON text gives more than once, of which the parser of the runtime keeps the last without a word. */
import { isObject, type JsonValue } from "../../kube/index.ts";

export interface Keys {
  /** Paths, each once. */
  readonly duplicates: readonly string[];
  /** All paths, in order; empty where nothing is given twice. */
  readonly order: readonly string[];
}

const NONE: Keys = { duplicates: [], order: [] };
const DEPTH_MAX = 10_000;

/** `value` is what the text was read as: nearly always it has as many keys as the text, and nothing more is done. */
export function keysOf(text: string, value: JsonValue): Keys {
  return colons(text) === pairs(value) ? NONE : new Scan(text).keys();
}

/** Strings that a colon follows. */
function colons(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0;) {
    const end = stringEnd(text, at);
    let next = end + 1;
    while (isBlank(text.charCodeAt(next))) next++;
    if (text[next] === ":") count++;
    at = text.indexOf('"', next);
  }
  return count;
}

/** Where the string that begins at `start` ends: at a quote before which there is an even number of backslashes. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

function pairs(value: JsonValue, depth = 0): number {
  if (depth > DEPTH_MAX || typeof value !== "object" || value === null) return 0;
  const below = Array.isArray(value) ? value : Object.values(value);
  const own = isObject(value) ? below.length : 0;
  return below.reduce((sum: number, one) => sum + pairs(one, depth + 1), own);
}

interface Frame {
  readonly path: string;
  readonly seen: Set<string> | undefined;
  index: number;
  /** Of the value that comes next. */
  next: string;
}

/** Strings and what stands between them. */
function* tokens(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (letter === '"') {
      const end = stringEnd(text, at);
      yield text.slice(at, end + 1);
      at = end;
    } else if ("{}[],:".includes(letter)) yield letter;
  }
}

class Scan {
  readonly #text: string;
  readonly #duplicates = new Set<string>();
  readonly #order: string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** The text is known to be JSON. */
  keys(): Keys {
    const frames: Frame[] = [];
    let [path, last] = ["", ""];
    for (const token of tokens(this.#text)) {
      const frame = frames.at(-1);
      if (token === "{" || token === "[") {
        const isMap = token === "{";
        frames.push({ path, seen: isMap ? new Set() : undefined, index: 0, next: isMap ? "" : `${path}[0]` });
        if (!isMap) path = `${path}[0]`;
      } else if (token === "}" || token === "]") frames.pop();
      else if (token === ":" && frame !== undefined) path = this.#key(frame, JSON.parse(last) as string);
      else if (token === "," && frame !== undefined && frame.seen === undefined)
        path = `${frame.path}[${++frame.index}]`;
      else last = token;
    }
    return { duplicates: [...this.#duplicates], order: this.#order };
  }

  #key(frame: Frame, key: string): string {
    const path = frame.path === "" ? key : `${frame.path}.${key}`;
    if (frame.seen?.has(key) === true) this.#duplicates.add(path);
    frame.seen?.add(key);
    this.#order.push(path);
    return path;
  }
}
