import { quoteRune } from "../../go/strconv/index.ts";
import { refuse } from "./refuse.ts";

/** Semantic Versioning 2.0.0. */
export function checkSemver(text: string): void {
  const [beforeBuild, build] = cut(text, "+");
  if (build !== undefined) {
    if (build === "") refuse("build is empty");
    checkIdentifiers(build, "build");
  }
  const [core, preRelease] = cut(beforeBuild, "-");
  if (preRelease !== undefined) checkIdentifiers(preRelease, "pre-release");
  checkCore(core.split("."));
}

function cut(text: string, separator: string): [before: string, after: string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function checkIdentifiers(text: string, kind: "build" | "pre-release"): void {
  for (const identifier of text.split(".")) {
    if (identifier === "") refuse(`${kind} identifier is empty`);
    for (const character of identifier) {
      if (/^[0-9A-Za-z-]$/.test(character)) continue;
      refuse(`invalid character ${quoteRune(character.codePointAt(0) ?? 0)} in ${kind} identifier`);
    }
    if (kind === "pre-release" && /^0[0-9]+$/.test(identifier)) {
      refuse("pre-release numeric identifier starts with zero");
    }
  }
}

const PARTS = ["major", "minor", "patch"];

function checkCore(numbers: readonly string[]): void {
  if (numbers.length !== PARTS.length) refuse("versionCore must have 3 numbers separated by dot");
  for (const [i, number] of numbers.entries()) {
    if (number === "") refuse(`${PARTS[i]} is empty`);
    if (number.length > 1 && number.startsWith("0")) refuse(`${PARTS[i]} starts with zero`);
    if (!/^[0-9]+$/.test(number)) refuse(`${PARTS[i]} contains non-digit`);
  }
}
