/** Sprig v3.3.0's `urlParse` and `urlJoin` (url.go). */
import { func, GoError, kindOf, type GoMap, type Value } from "../go/index.ts";
import { format, formatUser, hostname, NO_URL, parse, type Url } from "../go/url/index.ts";
import { NIL_DEREFERENCE } from "./elements.ts";
import { functionMap } from "./function-map.ts";

export const urlFunctions = functionMap([
  func("urlParse", "string", urlParse),
  func("urlJoin", "map[string]interface {}", urlJoin),
]);

/** The parts of a URL by name. */
function urlParse(text: string): GoMap {
  const url = attempt("unable to parse url", text);
  const user = url.user === undefined ? "" : formatUser(url.user);
  return new Map<string, Value>([
    ["scheme", url.scheme],
    ["host", url.host],
    ["hostname", hostname(url)],
    ["path", url.path],
    ["query", url.rawQuery],
    ["opaque", url.opaque],
    ["fragment", url.fragment],
    ["userinfo", user],
  ]);
}

function urlJoin(parts: GoMap): string {
  const part = (name: string): string => textOf(parts, name);
  const url: Url = {
    ...NO_URL,
    scheme: part("scheme"),
    host: part("host"),
    path: part("path"),
    rawQuery: part("query"),
    opaque: part("opaque"),
    fragment: part("fragment"),
  };
  const user = part("userinfo");
  return format(
    user === "" ? url : { ...url, user: attempt("unable to parse userinfo in dict", `proto://${user}@host`).user },
  );
}

function textOf(parts: GoMap, name: string): string {
  if (!parts.has(name)) return "";
  const value = parts.get(name);
  if (typeof value === "string") return value;
  if (value === null || value === undefined) throw new GoError(NIL_DEREFERENCE);
  throw new GoError(`unable to parse ${name} key, must be of type string, but ${kindOf(value)} found`);
}

function attempt(complaint: string, text: string): Url {
  try {
    return parse(text);
  } catch (error) {
    throw error instanceof GoError ? new GoError(`${complaint}: ${error.message}`) : error;
  }
}
