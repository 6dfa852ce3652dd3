/** Reading a path as a git repository: host, repository, directory in it and query (api 0.21, internal/git/repospec.go). */
import { GoError } from "../../go/index.ts";
import { clean, isAbsolute } from "../../go/path/index.ts";
import { atoi, parseBool } from "../../go/strconv/index.ts";
import { parseDuration, SECOND } from "../../go/time/index.ts";
import { unescape } from "../../go/url/index.ts";

export interface RepoSpec {
  /** As it was written. */
  readonly raw: string;
  readonly host: string;
  readonly repoPath: string;
  /** The directory to build, from the root of the repository. */
  readonly kustRootPath: string;
  readonly ref: string;
  readonly submodules: boolean;
  /** For each step of git. */
  readonly timeoutNs: bigint;
}

const SCHEMES = ["ssh://", "https://", "http://", "file://"] as const;
const USER = /^[a-zA-Z][a-zA-Z0-9-]*@/;
const DEFAULT_TIMEOUT_NS = 27n * SECOND;
const ORG_AND_REPO = 2;

/** What to hand to git. */
export function cloneUrl(spec: RepoSpec): string {
  return spec.host + spec.repoPath;
}

/** The repository a path means, or why it means none. */
export function parseRepoUrl(raw: string): RepoSpec | { error: string } {
  if (isAbsolute(raw)) return { error: `uri looks like abs path: ${raw}` };
  const question = raw.indexOf("?");
  const url = question < 0 ? raw : raw.slice(0, question);
  const host = splitHost(url);
  if ("error" in host) return host;
  const path = splitRepoPath(host.rest, host.host.startsWith("file://"));
  if ("error" in path) return path;
  return { raw, host: host.host, ...path, ...parseQuery(question < 0 ? "" : raw.slice(question + 1)) };
}

function splitHost(url: string): { host: string; rest: string } | { error: string } {
  let text = url.toLowerCase().startsWith("git::") ? url.slice("git::".length) : url;
  let scheme: string = SCHEMES.find((prefix) => text.toLowerCase().startsWith(prefix)) ?? "";
  text = text.slice(scheme.length);
  let user = USER.exec(text)?.[0] ?? "";
  text = text.slice(user.length);
  const isGithub = /^github\.com[/:]/i.test(text);
  const isScp = scheme === "" && (user !== "" || isGithub);
  if (scheme === "" && !isScp) return { error: "failed to parse scheme" };
  if (scheme === "file://") return { host: scheme, rest: user + text };
  const end = hostEnd(text, isScp);
  let host = end < 0 ? text : text.slice(0, end + 1);
  if (isGithub) {
    if (scheme === "ssh://" || user !== "") [scheme, host] = ["", "github.com:"];
    else [scheme, user, host] = ["https://", "", "github.com/"];
  }
  if (host === "") return { error: "failed to parse host segment" };
  return { host: scheme + user + host, rest: end < 0 ? "" : text.slice(end + 1) };
}

function hostEnd(text: string, isScp: boolean): number {
  const slash = text.indexOf("/");
  const colon = isScp ? text.indexOf(":") : -1;
  if (isScp && (slash < 0 || (colon > 0 && colon < slash))) return colon;
  return slash;
}

type RepoPath = Pick<RepoSpec, "repoPath" | "kustRootPath">;

function splitRepoPath(path: string, isFile: boolean): RepoPath | { error: string } {
  const parts = splitAtMarker(path) ?? splitAtDefault(path, isFile);
  if (parts === undefined || parts.repoPath === "") return { error: "failed to parse repo path segment" };
  const below = parts.kustRootPath;
  if (clean(below.replace(/^\//, "")).split("/")[0] === "..") return { error: `url path exits repo: ${path}` };
  return { repoPath: parts.repoPath, kustRootPath: below.replace(/^\//, "") };
}

/** `_git/`, `//` and `.git` say where the repository ends. */
function splitAtMarker(path: string): RepoPath | undefined {
  const azure = path.indexOf("_git/");
  if (azure >= 0) {
    const [name = "", ...rest] = path.slice(azure + "_git/".length).split("/");
    return { repoPath: path.slice(0, azure + "_git/".length) + name, kustRootPath: rest.join("/") };
  }
  const double = path.indexOf("//");
  if (double >= 0) return { repoPath: path.slice(0, double), kustRootPath: path.slice(double + 2) };
  const suffix = path.indexOf(".git");
  if (suffix < 0) return undefined;
  const end = suffix + ".git".length;
  return { repoPath: path.slice(0, end), kustRootPath: path.slice(end) };
}

function splitAtDefault(path: string, isFile: boolean): RepoPath | undefined {
  if (isFile) return { repoPath: path, kustRootPath: "" };
  const segments = path.split("/");
  if (segments.length < ORG_AND_REPO) return undefined;
  return {
    repoPath: segments.slice(0, ORG_AND_REPO).join("/"),
    kustRootPath: segments.slice(ORG_AND_REPO).join("/"),
  };
}

type Query = Pick<RepoSpec, "ref" | "timeoutNs" | "submodules">;

function parseQuery(query: string): Query {
  let values;
  try {
    values = queryValues(query);
  } catch {
    // One fault, and nothing of the query counts.
    return { ref: "", timeoutNs: DEFAULT_TIMEOUT_NS, submodules: true };
  }
  return {
    ref: values.get("ref") || values.get("version") || "",
    timeoutNs: parseTimeout(values.get("timeout") ?? ""),
    submodules: !isFalse(values.get("submodules") ?? ""),
  };
}

/** The first value of each key (net/url, ParseQuery). Throws for semicolons and wrong escapes. */
function queryValues(query: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const part of query.split("&")) {
    if (part.includes(";")) throw new GoError("invalid semicolon separator in query");
    const equals = part.indexOf("=");
    const key = unescape(equals < 0 ? part : part.slice(0, equals), "queryComponent");
    const value = equals < 0 ? "" : unescape(part.slice(equals + 1), "queryComponent");
    if (part !== "" && !values.has(key)) values.set(key, value);
  }
  return values;
}

function isFalse(text: string): boolean {
  try {
    return !parseBool(text);
  } catch {
    return false;
  }
}

/** Whole seconds, or a duration such as `1m30s`. */
function parseTimeout(text: string): bigint {
  const seconds = orZero(() => atoi(text));
  // Go multiplies in 64 bits.
  if (seconds > 0n) return BigInt.asIntN(64, seconds * SECOND);
  const duration = orZero(() => parseDuration(text));
  return duration > 0n ? duration : DEFAULT_TIMEOUT_NS;
}

function orZero(parse: () => bigint): bigint {
  try {
    return parse();
  } catch {
    return 0n;
  }
}
