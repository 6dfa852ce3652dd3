/** Addresses of what lies elsewhere, as Helmfile reads those of go-getter: `git::https://host/repo.git@path?ref=v1` (pkg/remote/remote.go). */
import { attempt, GoError, within } from "../../go/index.ts";
import { base, dir, isAbsolute } from "../../go/path/index.ts";
import { escape, formatUser, parse, unescape, type Url } from "../../go/url/index.ts";

export interface RemoteAddress {
  /** How it is fetched: `git`, `file`, …; `normal` for a single file by its plain address. */
  readonly getter: string;
  readonly scheme: string;
  /** With the password. */
  readonly user: string;
  readonly host: string;
  /** What is fetched of the host. */
  readonly dir: string;
  /** What is meant in it. */
  readonly file: string;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Whether an `@` says where `file` begins. */
  readonly hasSelector: boolean;
}

const SINGLE_FILES = ["s3", "http", "https"];

/** Throws `GoError` for what is no such address. */
export function parseAddress(text: string): RemoteAddress {
  const forced = text.split("::");
  const [getter = "", source = ""] = forced.length === 2 ? forced : ["", text];
  if (forced.length !== 2 && text.split("://").length === 2) return singleFile(text);
  if (isAbsolute(source)) {
    throw new GoError(`parse url: local absolute path is not a remote URL: ${source}`);
  }
  const url = parsed(source);
  if (url.scheme === "") throw new GoError(`parse url: missing scheme - probably this is a local file path? ${source}`);
  const parts = url.path.split("@");
  const hasSelector = parts.length === 2;
  const [folder = "", file = ""] = hasSelector ? parts : [dir(url.path).slice(1), base(url.path)];
  return { ...placeOf(url), getter, dir: folder, file, hasSelector };
}

function parsed(text: string): Url {
  return within("parse url", () => parse(text));
}

function singleFile(text: string): RemoteAddress {
  const [scheme = ""] = text.split("://");
  if (!SINGLE_FILES.includes(scheme.toLowerCase())) throw new GoError(`failed to parse URL ${text}`);
  const url = parse(text);
  return {
    ...placeOf(url),
    ...{ getter: "normal", dir: dir(url.path).slice(1), file: base(url.path), hasSelector: false },
  };
}

function placeOf({ scheme, host, user, rawQuery }: Url) {
  return { scheme, host, user: user === undefined ? "" : formatUser(user), query: parsedQuery(rawQuery) };
}

function parsedQuery(text: string): Map<string, string[]> {
  const query = new Map<string, string[]>();
  for (const pair of text.split("&")) {
    if (pair === "" || pair.includes(";")) continue;
    const [key = "", ...rest] = pair.split("=");
    const parts = attempt(() => [key, rest.join("=")].map((part) => unescape(part, "queryComponent")));
    if (parts === undefined) continue;
    const [name = "", value = ""] = parts;
    query.set(name, [...(query.get(name) ?? []), value]);
  }
  return query;
}

/** `url.Values.Encode`. */
export function encodedQuery(query: ReadonlyMap<string, readonly string[]>): string {
  const pairs = [...query]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, values]) => values.map((value) => [name, value] as const));
  return pairs.map((pair) => pair.map((part) => escape(part, "queryComponent")).join("=")).join("&");
}

/** Whether a text names something elsewhere. */
export function isRemote(text: string): boolean {
  return addressFault(text) === undefined && !isAbsolute(text);
}

/** Why a text is no such address. */
export function addressFault(text: string): string | undefined {
  try {
    parseAddress(text);
    return undefined;
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}

const SECRET = /token|password|secret|key|signature/;

/** The folder of the cache in which it is kept. Secrets in the query are told apart, not shown. */
export function cacheKey(address: RemoteAddress, sha256: (text: string) => string): string {
  const { getter, scheme, host, dir: folder, query } = address;
  const place = getter === "normal" ? `${scheme}://${host}` : `${scheme}://${host}/${folder}`;
  const key = place.replace(/:|\/\/|\/|\./g, (part) => (part === ":" ? "" : "_"));
  const shown = [...withoutCache(query)].map(([name, values]): [string, readonly string[]] => [
    name,
    SECRET.test(name.toLowerCase()) ? values.map((value) => sha256(value).slice(0, 8)) : values,
  ]);
  return shown.length === 0 ? key : `${key}.${encodedQuery(new Map(shown)).replaceAll("&", "_")}`;
}

/** `cache=false` is for Helmfile. */
export function withoutCache(query: RemoteAddress["query"]): Map<string, readonly string[]> {
  return new Map([...query].filter(([name]) => name !== "cache"));
}
