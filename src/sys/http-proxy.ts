/**
 * Which proxy a request goes through, decided as golang.org/x/net/http/httpproxy decides it (what Go's
 * `http.ProxyFromEnvironment` uses): loopback is never proxied, `NO_PROXY` knows names, suffixes, addresses, CIDRs and ports.
 * Bun's own reading of the environment differs (it proxies loopback), so it is always overruled.
 */
import { attempt, GoError } from "../go/index.ts";
import { format, NO_URL, parse } from "../go/url/index.ts";

export interface ProxyEnvironment {
  get(name: string): string | undefined;
}

/** The proxy's URL, or `undefined` for a direct connection. Throws `GoError` where a CGI program is told of one by its client. */
export function proxyFor(target: URL, env: ProxyEnvironment): string | undefined {
  const proxy = either(env, target.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY");
  // In a CGI program HTTP_PROXY is the client's `Proxy:` header.
  if (proxy !== undefined && target.protocol === "http:" && (env.get("REQUEST_METHOD") ?? "") !== "") {
    throw new GoError("refusing to use HTTP_PROXY value in CGI environment; see golang.org/s/cgihttpproxy");
  }
  if (proxy === undefined || isExempt(target, either(env, "NO_PROXY") ?? "")) return undefined;
  return addressOf(proxy);
}

/** What is no URL with a scheme and a host may be one without its `http://`; what is neither is passed over. */
function addressOf(proxy: string): string | undefined {
  const url = attempt(() => parse(proxy));
  const isWhole = url !== undefined && url.scheme !== "" && url.host !== "";
  const meant = isWhole ? url : (attempt(() => parse(`http://${proxy}`)) ?? url);
  if (meant === undefined) return undefined;
  // Go speaks HTTP to proxies of any other scheme.
  const scheme = SCHEMES.includes(meant.scheme) ? meant.scheme : "http";
  const text = format({ ...NO_URL, scheme, user: meant.user, host: meant.host });
  // An address without a host is this machine's.
  return URL.canParse(text) ? text : "http://localhost";
}

const SCHEMES = ["http", "https", "socks5", "socks5h"];

function either(env: ProxyEnvironment, name: string): string | undefined {
  const value = env.get(name) || env.get(name.toLowerCase());
  return value === undefined || value === "" ? undefined : value;
}

function isExempt(target: URL, noProxy: string): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (host === "localhost" || isLoopback(host)) return true;
  const port = target.port || (target.protocol === "https:" ? "443" : "80");
  return noProxy
    .split(",")
    .map((rule) => rule.trim().toLowerCase())
    .some((rule) => rule !== "" && matches(rule, host, port));
}

function isLoopback(host: string): boolean {
  return host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function matches(rule: string, host: string, port: string): boolean {
  if (rule === "*") return true;
  if (rule.includes("/")) return isInNetwork(host, rule);
  const withPort = /^(?:\[(.+)\]|([^:]*)):(\d+)$/.exec(rule);
  if (withPort !== null && withPort[3] !== port) return false;
  const name = (withPort?.[1] ?? withPort?.[2] ?? rule).replace(/^\*(?=\.)/, "");
  if (name.startsWith(".")) return host.endsWith(name);
  return host === name || (!isAddress(host) && host.endsWith(`.${name}`));
}

function isAddress(host: string): boolean {
  return host.includes(":") || ipv4(host) !== undefined;
}

function ipv4(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** IPv4 networks only: nobody was seen to exempt an IPv6 network. */
function isInNetwork(host: string, rule: string): boolean {
  const [network = "", bits = ""] = rule.split("/");
  const address = ipv4(host);
  const base = ipv4(network);
  if (address === undefined || base === undefined || !/^\d+$/.test(bits)) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(address / size) === Math.floor(base / size);
}

/**
 * Bun passes by the proxy that it is given, too, where its own reading of the environment says so. It looks when a request is begun, and
 * finds nothing then.
 */
export function unseenNoProxy<Result>(begin: () => Result): Result {
  const kept = ["NO_PROXY", "no_proxy"].map((name) => [name, process.env[name]] as const);
  for (const [name] of kept) delete process.env[name];
  try {
    return begin();
  } finally {
    for (const [name, value] of kept) if (value !== undefined) process.env[name] = value;
  }
}
