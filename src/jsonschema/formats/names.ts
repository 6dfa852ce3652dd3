import { byteLength } from "../../go/index.ts";
import { quoteRune } from "../../go/strconv/index.ts";
import { checkIpv4, checkIpv6 } from "./addresses.ts";
import { checkPart, refuse } from "./refuse.ts";

function refuseCharacter(text: string, allowed: RegExp): void {
  for (const character of text) {
    if (!allowed.test(character)) refuse(`invalid character ${quoteRune(character.codePointAt(0) ?? 0)}`);
  }
}

export function checkHostname(text: string): void {
  const name = text.endsWith(".") ? text.slice(0, -1) : text;
  if (byteLength(name) > 253) refuse("more than 253 characters long");
  for (const label of name.split(".")) {
    if (label === "" || byteLength(label) > 63) refuse("label must be 1 to 63 characters long");
    if (label.startsWith("-")) refuse("label starts with hyphen");
    if (label.endsWith("-")) refuse("label ends with hyphen");
    refuseCharacter(label, /^[a-zA-Z0-9-]$/);
  }
}

export function checkEmail(text: string): void {
  if (byteLength(text) > 254) refuse("more than 255 characters long");
  const at = text.lastIndexOf("@");
  if (at < 0) refuse("missing @");
  const local = text.slice(0, at);
  if (byteLength(local) > 64) refuse("local part more than 64 characters long");
  if (/^".*"$/s.test(local)) {
    if (/[\\"]/.test(local.slice(1, -1))) {
      refuse("backslash and quote are not allowed within quoted local part");
    }
  } else {
    checkUnquotedLocal(local);
  }
  checkEmailDomain(text.slice(at + 1));
}

function checkUnquotedLocal(local: string): void {
  if (local.startsWith(".")) refuse("starts with dot");
  if (local.endsWith(".")) refuse("ends with dot");
  if (local.includes("..")) refuse("consecutive dots");
  refuseCharacter(local, /^[a-zA-Z0-9.!#$%&'*+\-/=?^_`{|}~]$/);
}

function checkEmailDomain(domain: string): void {
  const address = /^\[(.*)\]$/s.exec(domain)?.[1];
  if (address === undefined) checkPart("invalid domain", () => checkHostname(domain));
  else if (address.startsWith("IPv6:")) checkPart("invalid ipv6 address", () => checkIpv6(address.slice(5)));
  else checkPart("invalid ipv4 address", () => checkIpv4(address));
}
