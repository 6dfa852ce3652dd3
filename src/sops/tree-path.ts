import { GoError } from "../go/index.ts";
import { atoi } from "../go/strconv/index.ts";
import { ExitCodes, SopsError } from "./error.ts";

export type TreePath = readonly (string | number)[];

/** `["key"][0]`, as `--extract` takes it. Throws `SopsError`. */
export function parseTreePath(text: string): TreePath {
  try {
    return text
      .split("[")
      .filter((component) => component !== "")
      .map(parseComponent);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new SopsError(`error parsing --extract path: ${error.message}`, ExitCodes.treePathFormat);
  }
}

function parseComponent(component: string): string | number {
  if (!component.endsWith("]")) throw new GoError(`component ${component} doesn't end with ]`);
  const inner = component.slice(0, -1);
  return /^["']/.test(inner) ? inner.slice(1, -1) : Number(atoi(inner));
}
