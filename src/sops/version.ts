import { GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";

const PARTS = ["Major", "Minor", "Patch"] as const;

/** sops' program compares the version that wrote a file with 3.3.0, and wants it well-formed (blang/semver v3.5.1). Throws `GoError`. */
export function checkVersion(text: string): void {
  if (text.startsWith("1.")) return;
  const version = text.replace(/^v/, "");
  if (version === "") throw new GoError("Version string empty");
  const parts = version.split(".");
  if (parts.length < 3) throw new GoError("No Major.Minor.Patch elements found");
  const patch = parts.slice(2).join(".").split(/[+-]/)[0] ?? "";
  for (const [i, part] of [parts[0] ?? "", parts[1] ?? "", patch].entries()) checkPart(part, PARTS[i] ?? "");
}

function checkPart(part: string, name: string): void {
  if (!/^\d*$/.test(part)) {
    throw new GoError(`Invalid character(s) found in ${name.toLowerCase()} number ${quote(part)}`);
  }
  if (/^0\d/.test(part)) throw new GoError(`${name} number must not contain leading zeroes ${quote(part)}`);
}
