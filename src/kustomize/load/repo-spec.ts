/** Reading a path as a git repository: host, repository, directory in it and query (api 0.21, internal/git/repospec.go). */
import { clean, isAbsolute } from "../../go/path/index.ts";

export interface RepoSpec {
  /** As it was written. */
  readonly raw: string;
  readonly host: string;
  readonly repoPath: string;
  /** The directory to build, from the root of the repository. */
  readonly kustRootPath: string;
  readonly ref: string;
  readonly submodules: boolean;
  readonly timeoutMs: number;
}

const SCHEMES = ["ssh://", "https://", "http://", "file://"] as const;
const USER = /^[a-zA-Z][a-zA-Z0-9-]*@/;
const DEFAULT_TIMEOUT_MS = 27_000;
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

function parseQuery(query: string): Pick<RepoSpec, "ref" | "timeoutMs" | "submodules"> {
  const values = new URLSearchParams(query);
  const submodules = values.get("submodules") ?? "";
  return {
    ref: values.get("ref") || values.get("version") || "",
    timeoutMs: parseTimeout(values.get("timeout") ?? ""),
    submodules: !/^(?:0|f|F|false|False|FALSE)$/.test(submodules),
  };
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Seconds, or a Go duration such as `1m30s`. */
function parseTimeout(text: string): number {
  if (/^\+?\d+$/.test(text) && Number(text) > 0) return Number(text) * 1000;
  if (!/^(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return DEFAULT_TIMEOUT_MS;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)) {
    total += Number(count) * (UNIT_MS[unit ?? ""] ?? 0);
  }
  return total > 0 ? total : DEFAULT_TIMEOUT_MS;
}
