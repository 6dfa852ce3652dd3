/** In which order the keys of a state file may stand, by its lines alone (pkg/policy/checker.go). */
import { GoError } from "../../go/index.ts";

const FIRST = ["bases", "environments"];

/** Throws `GoError`. */
export function checkOrderOfKeys(path: string, content: string): void {
  const lines = topLines(content);
  const keys = lines.filter((line) => line !== "---");
  if (keys.length === 0) throw new GoError(`no top-level config keys are found in ${path}`);
  checkOrder(path, keys);
  checkParts(lines);
}

/** Keys at the begin of a line, and the lines between parts. */
function topLines(content: string): string[] {
  return content.split("\n").flatMap((line) => {
    const text = line.trimEnd();
    if (/^--- *$/.test(text)) return ["---"];
    const [, key] = /^([a-zA-Z]+):/.exec(text) ?? [];
    return key === undefined ? [] : [key];
  });
}

function checkOrder(path: string, keys: readonly string[]): void {
  const ordered = keys.filter((key) => key === "releases" || FIRST.includes(key));
  ordered.forEach((key, i) => {
    if (FIRST.includes(key) && ordered[i - 1] === "releases")
      throw new GoError(`top-level config key ${key} must be defined before releases in ${path}`);
  });
}

/** Releases are rendered with what environments say, which must be known by then. */
function checkParts(lines: readonly string[]): void {
  const seen = lines.filter(
    (line, i) => line === "---" || (["environments", "releases"].includes(line) && lines.indexOf(line) === i),
  );
  const together = seen.some((line, i) => i > 0 && line !== "---" && seen[i - 1] !== "---");
  if (!together) return;
  throw new GoError(
    "environments and releases cannot be defined within the same YAML part. Use --- to extract the environments into a dedicated part",
  );
}
