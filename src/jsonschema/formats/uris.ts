import { hostname, parse, unescape, type Url } from "../../go/url/index.ts";
import { checkIpv6 } from "./addresses.ts";
import { checkPart, refuse } from "./refuse.ts";

/** Go's url.Parse, which does not look into IPv6 addresses. */
function parseUri(text: string): Url {
  const url = parse(text);
  const name = hostname(url);
  if (!name.includes(":")) return url;
  if (!url.host.includes("[") || !url.host.includes("]")) refuse("ipv6 address not enclosed in brackets");
  checkPart("invalid ipv6 address", () => checkIpv6(name));
  return url;
}

export function checkUri(text: string): void {
  if (parseUri(text).scheme === "") refuse("relative url");
}

export function checkUriReference(text: string): void {
  if (text.includes("\\")) refuse("contains \\");
  parseUri(text);
}

export function checkUriTemplate(text: string): void {
  for (const raw of parseUri(text).rawPath.split("/")) {
    let token = raw;
    checkPart("percent decode failed", () => (token = unescape(raw, "pathSegment")));
    checkBraces(token);
  }
}

function checkBraces(token: string): void {
  let isOpen = false;
  for (const [brace] of token.matchAll(/[{}]/g)) {
    if ((brace === "{") === isOpen) refuse("nested curly braces");
    isOpen = !isOpen;
  }
  if (isOpen) refuse("no matching closing brace");
}
