/**
 * URLs as Go's net/url (1.26) parses, resolves and prints them. The platform's `URL` normalises where Go keeps, and
 * accepts where Go refuses, so what reaches index files, lock files and messages comes from here.
 */
import { quote } from "../strconv/index.ts";
import { GoError } from "../value.ts";
import { escape, isValidEncoded, unescape } from "./escape.ts";
import { parseAuthority, type UserInfo } from "./host.ts";

export interface Url {
  scheme: string;
  opaque: string;
  user?: UserInfo | undefined;
  /** Host and port as written, unescaped. */
  host: string;
  /** Unescaped. */
  path: string;
  /** The escaped path where it is not the default escaping of `path`. */
  rawPath: string;
  omitHost: boolean;
  forceQuery: boolean;
  rawQuery: string;
  fragment: string;
  rawFragment: string;
}

/** `url.Parse`. Throws `parse "text": what is wrong`. */
export function parse(text: string): Url {
  const hash = text.indexOf("#");
  // Of what is wrong before the fragment Go tells without it.
  const start = hash < 0 ? text : text.slice(0, hash);
  const url = attempt(start, () => parseBeforeFragment(start, false));
  if (hash >= 0) attempt(text, () => setFragment(url, text.slice(hash + 1)));
  return url;
}

/** What Go has against a text that is to be a URL. */
export function faultOf(text: string): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}

/** `url.ParseRequestURI`: an absolute URI or an absolute path, without a fragment. */
export function parseRequestUri(text: string): Url {
  return attempt(text, () => parseBeforeFragment(text, true));
}

function attempt<T>(text: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`parse ${quote(text)}: ${error.message}`);
    throw error;
  }
}

const SCHEME = /^([a-zA-Z][a-zA-Z0-9+.-]*):/;

function parseBeforeFragment(text: string, isRequest: boolean): Url {
  if (hasControl(text)) throw new GoError("net/url: invalid control character in URL");
  if (text === "" && isRequest) throw new GoError("empty url");
  const url: Url = { ...NO_URL };
  if (text === "*") return Object.assign(url, { path: "*" });
  if (text.startsWith(":")) throw new GoError("missing protocol scheme");
  const scheme = SCHEME.exec(text);
  url.scheme = (scheme?.[1] ?? "").toLowerCase();
  const rest = splitQuery(url, text.slice(scheme?.[0].length ?? 0));
  if (!rest.startsWith("/") && !parseRootless(url, rest, isRequest)) return url;
  setPath(url, splitAuthority(url, rest, isRequest));
  return url;
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x7f) return true;
  }
  return false;
}

/** A URL of nothing, to be filled in. */
export const NO_URL: Readonly<Url> = {
  scheme: "",
  opaque: "",
  host: "",
  path: "",
  rawPath: "",
  omitHost: false,
  forceQuery: false,
  rawQuery: "",
  fragment: "",
  rawFragment: "",
};

function splitQuery(url: Url, rest: string): string {
  const mark = rest.indexOf("?");
  if (mark < 0) return rest;
  url.rawQuery = rest.slice(mark + 1);
  url.forceQuery = url.rawQuery === "";
  return rest.slice(0, mark);
}

/** Whether a text that does not start with a slash goes on as a relative path. */
function parseRootless(url: Url, rest: string, isRequest: boolean): boolean {
  if (url.scheme !== "") {
    url.opaque = rest;
    return false;
  }
  if (isRequest) throw new GoError("invalid URI for request");
  const [segment = ""] = rest.split("/", 1);
  if (segment.includes(":")) throw new GoError("first path segment in URL cannot contain colon");
  return true;
}

function splitAuthority(url: Url, rest: string, isRequest: boolean): string {
  const hasAuthority = rest.startsWith("//") && (url.scheme !== "" || (!isRequest && !rest.startsWith("///")));
  if (!hasAuthority) {
    url.omitHost = url.scheme !== "" && rest.startsWith("/");
    return rest;
  }
  const slash = rest.indexOf("/", 2);
  const end = slash < 0 ? rest.length : slash;
  Object.assign(url, parseAuthority(url.scheme, rest.slice(2, end)));
  return rest.slice(end);
}

/** Sets `path` and `rawPath` from an escaped path. */
export function setPath(url: Url, escaped: string): void {
  url.path = unescape(escaped, "path");
  url.rawPath = escape(url.path, "path") === escaped ? "" : escaped;
}

function setFragment(url: Url, escaped: string): void {
  url.fragment = unescape(escaped, "fragment");
  url.rawFragment = escape(url.fragment, "fragment") === escaped ? "" : escaped;
}

/** `URL.EscapedPath`. */
export function escapedPath(url: Url): string {
  if (url.rawPath !== "" && isValidEncoded(url.rawPath, "path") && unescapes(url.rawPath, url.path)) return url.rawPath;
  return url.path === "*" ? "*" : escape(url.path, "path");
}

function unescapes(escaped: string, plain: string): boolean {
  try {
    return unescape(escaped, "path") === plain;
  } catch {
    return false;
  }
}

/** `URL.String`. */
export function format(url: Url): string {
  let text = url.scheme === "" ? "" : `${url.scheme}:`;
  text += url.opaque === "" ? formatHierarchy(url, text) : url.opaque;
  if (url.forceQuery || url.rawQuery !== "") text += `?${url.rawQuery}`;
  if (url.fragment !== "") text += `#${formatFragment(url)}`;
  return text;
}

function formatHierarchy(url: Url, before: string): string {
  let text = "";
  const bare = url.omitHost && url.host === "" && url.user === undefined;
  if ((url.scheme !== "" || url.host !== "" || url.user !== undefined) && !bare) {
    if (url.host !== "" || url.path !== "" || url.user !== undefined) text += "//";
    if (url.user !== undefined) text += `${formatUser(url.user)}@`;
    text += escape(url.host, "host");
  }
  const path = escapedPath(url);
  if (path !== "" && !path.startsWith("/") && url.host !== "") text += "/";
  // RFC 3986 4.2: a first segment with a colon would be read as a scheme.
  if (before + text === "" && (path.split("/", 1)[0] ?? "").includes(":")) text += "./";
  return text + path;
}

/** `Userinfo.String`. */
export function formatUser(user: UserInfo): string {
  const name = escape(user.name, "userPassword");
  return user.password === undefined ? name : `${name}:${escape(user.password, "userPassword")}`;
}

function formatFragment(url: Url): string {
  const keep = url.rawFragment !== "" && isValidEncoded(url.rawFragment, "fragment");
  return keep ? url.rawFragment : escape(url.fragment, "fragment");
}

/** `URL.ResolveReference`: what `reference` means seen from `base`. */
export function resolve(base: Url, reference: Url): Url {
  const url: Url = { ...reference };
  if (reference.scheme === "") url.scheme = base.scheme;
  if (reference.scheme !== "" || reference.host !== "" || reference.user !== undefined) {
    setPath(url, resolvePath(escapedPath(reference), ""));
    return url;
  }
  if (reference.opaque !== "") return Object.assign(url, { user: undefined, host: "", path: "" });
  if (reference.path === "" && !reference.forceQuery && reference.rawQuery === "") {
    url.rawQuery = base.rawQuery;
    if (reference.fragment === "") Object.assign(url, { fragment: base.fragment, rawFragment: base.rawFragment });
  }
  if (reference.path === "" && base.opaque !== "") {
    return Object.assign(url, { opaque: base.opaque, user: undefined, host: "", path: "" });
  }
  Object.assign(url, { host: base.host, user: base.user });
  setPath(url, resolvePath(escapedPath(base), escapedPath(reference)));
  return url;
}

function resolvePath(base: string, reference: string): string {
  const full =
    reference === ""
      ? base
      : reference.startsWith("/")
        ? reference
        : base.slice(0, base.lastIndexOf("/") + 1) + reference;
  if (full === "") return "";
  let path = "/";
  let first = true;
  const elements = full.split("/");
  for (const element of elements) {
    if (element === ".") first = false;
    else if (element === "..") {
      path = path.slice(0, Math.max(path.lastIndexOf("/"), 1));
      first = path.length === 1;
    } else {
      path += first ? element : `/${element}`;
      first = false;
    }
  }
  const last = elements.at(-1);
  if (last === "." || last === "..") path += "/";
  return path.startsWith("//") ? path.slice(1) : path;
}

/** `URL.IsAbs`. */
export function isAbsolute(url: Url): boolean {
  return url.scheme !== "";
}

/** `URL.Hostname`: without the port and without an IPv6 literal's brackets. */
export function hostname(url: Url): string {
  const { host } = url;
  const bracket = host.indexOf("]");
  if (host.startsWith("[") && bracket > 0) return host.slice(1, bracket);
  const colon = host.lastIndexOf(":");
  return colon < 0 || !/^:\d*$/.test(host.slice(colon)) ? host : host.slice(0, colon);
}

/** `URL.Port`: empty where there is none. */
export function port(url: Url): string {
  return /:(\d+)$/.exec(url.host)?.[1] ?? "";
}
