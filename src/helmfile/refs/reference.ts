/** One reference, taken apart as helmfile/vals v0.46.1 does (vals.go): an address of net/url, the host being a part of the path. */
import { attempt } from "../../go/index.ts";
import { parse, unescape } from "../../go/url/index.ts";

export interface Reference {
  /** What it was parsed from: `BACKEND://PATH?params#/fragment`. */
  readonly text: string;
  readonly backend: string;
  readonly path: string;
  /** The first value of each. */
  readonly params: ReadonlyMap<string, string>;
  /** Keys that lead to a value inside the document; none for the document itself. */
  readonly keys: readonly string[];
  /** `text` without the fragment. */
  readonly document: string;
}

/** Throws `GoError` with net/url's text. */
export function parseReference(text: string): Reference {
  const url = parse(text);
  const fragment = url.fragment.replace(/^#/, "").replace(/^\//, "");
  const inner = url.path.replace(/^#/, "");
  const parts = url.host === "" ? [inner] : [url.host, inner.replace(/^\//, "")];
  return {
    text,
    backend: url.scheme,
    path: parts.filter((part) => part !== "").join("/"),
    params: paramsOf(url.rawQuery),
    keys: fragment === "" ? [] : fragment.split("/"),
    document: text.split("#", 1)[0] ?? text,
  };
}

/** What cannot be unescaped is left out, as is what holds a semicolon. */
function paramsOf(query: string): Map<string, string> {
  const params = new Map<string, string>();
  for (const pair of query.split("&")) {
    if (pair === "" || pair.includes(";")) continue;
    const [key = "", ...value] = pair.split("=");
    const entry = attempt(
      () => [unescape(key, "queryComponent"), unescape(value.join("="), "queryComponent")] as const,
    );
    if (entry !== undefined && !params.has(entry[0])) params.set(entry[0], entry[1]);
  }
  return params;
}

/** A parameter, or else the variable VALS_ and its name in capitals; empty where neither is set. */
export type Setting = (name: string) => string;

export function settingsOf({ params }: Reference, env: (name: string) => string | undefined): Setting {
  return (name) => params.get(name) ?? env(`VALS_${name.toUpperCase()}`) ?? "";
}
