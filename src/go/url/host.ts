/** The authority of a URL: `user:password@host:port`, with the checks of Go's net/url (1.26). */
import { quote } from "../strconv/index.ts";
import { GoError } from "../value.ts";
import { unescape } from "./escape.ts";

export interface UserInfo {
  readonly name: string;
  readonly password?: string;
}

const USER_INFO = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;

export function parseAuthority(scheme: string, authority: string): { user?: UserInfo; host: string } {
  const at = authority.lastIndexOf("@");
  const host = parseHost(scheme, authority.slice(at + 1));
  if (at < 0) return { host };
  const userInfo = authority.slice(0, at);
  if (!USER_INFO.test(userInfo)) throw new GoError("net/url: invalid userinfo");
  const colon = userInfo.indexOf(":");
  if (colon < 0) return { host, user: { name: unescape(userInfo, "userPassword") } };
  const name = unescape(userInfo.slice(0, colon), "userPassword");
  return { host, user: { name, password: unescape(userInfo.slice(colon + 1), "userPassword") } };
}

function parseHost(scheme: string, host: string): string {
  const bracket = host.lastIndexOf("[");
  if (bracket > 0) throw new GoError("invalid IP-literal");
  if (bracket === 0) return parseIpLiteral(host);
  const first = host.indexOf(":");
  if (first >= 0) {
    // Several colons are tolerated outside http and https: database URLs list hosts there.
    const strict = scheme === "http" || scheme === "https";
    checkPort(host.slice(strict ? first : host.lastIndexOf(":")));
  }
  return unescape(host, "host");
}

function parseIpLiteral(host: string): string {
  const close = host.lastIndexOf("]");
  if (close < 0) throw new GoError("missing ']' in host");
  const port = host.slice(close + 1);
  checkPort(port);
  const name = host.slice(1, close);
  const zone = name.indexOf("%25");
  const plain =
    zone < 0 ? unescape(name, "host") : unescape(name.slice(0, zone), "host") + unescape(name.slice(zone), "zone");
  checkIp(plain);
  return `[${plain}]${unescape(port, "host")}`;
}

function checkIp(text: string): void {
  const [address = ""] = text.split("%", 1);
  if (/^\d+(\.\d+){3}$/.test(address)) throw new GoError("invalid IP-literal");
  if (!address.includes(":")) throw new GoError(`invalid host: ParseAddr(${quote(text)}): unable to parse IP`);
  if (!URL.canParse(`http://[${address}]/`)) {
    throw new GoError(`invalid host: ParseAddr(${quote(text)}): unable to parse IP`);
  }
}

function checkPort(text: string): void {
  if (text !== "" && !/^:\d*$/.test(text)) throw new GoError(`invalid port ${quote(text)} after host`);
}
