/** The `WWW-Authenticate` header of a registry that wants to know who asks (RFC 7235, distribution's token specification). */
import { unquote } from "../go/strconv/index.ts";

export interface Challenge {
  readonly scheme: "basic" | "bearer" | "unknown";
  /** Of a bearer challenge: `realm`, `service`, `scope`. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]*/;
const PARAMETER =
  /^[ \t]*([A-Za-z0-9!#$%&'*+\-.^_`|~]+)[ \t]*=[ \t]*("(?:[^"\\\n]|\\.)*"|[A-Za-z0-9!#$%&'*+\-.^_`|~]+)[ \t]*(,?)/;

export function parseChallenge(header: string): Challenge {
  const word = TOKEN.exec(header)?.[0] ?? "";
  const parameters = new Map<string, string>();
  const scheme = word.toLowerCase();
  if (scheme === "basic") return { scheme, parameters };
  if (scheme !== "bearer") return { scheme: "unknown", parameters };
  readParameters(header.slice(word.length), parameters);
  return { scheme, parameters };
}

function readParameters(text: string, into: Map<string, string>): void {
  let rest = text;
  while (rest !== "") {
    const match = PARAMETER.exec(rest);
    if (match === null) return;
    const [all, key = "", raw = "", comma] = match;
    const value = raw.startsWith('"') ? tryUnquote(raw) : raw;
    if (value === undefined) return;
    into.set(key, value);
    if (comma === "") return;
    rest = rest.slice(all.length);
  }
}

function tryUnquote(raw: string): string | undefined {
  try {
    return unquote(raw);
  } catch {
    return undefined;
  }
}
