/** Rendered public charts, where they stand beside the checkout. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isObject, textAt, type JsonObject, type JsonValue } from "../../../src/kube/index.ts";

export const CHARTS = resolve(import.meta.dir, "../../../../shared/parity/helm/charts-real/cases");

/** The objects of one rendering. */
export function documentsOf(name: string): JsonObject[] {
  const path = join(CHARTS, name, "stdout");
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split(/^---\s*$/m)
    .flatMap(parsed);
}

/** What is no YAML to the runtime's parser (some values are meant for Go's) is passed over. */
function parsed(text: string): JsonObject[] {
  try {
    const value = Bun.YAML.parse(text) as JsonValue;
    return isObject(value) && textAt(value, "kind") !== "" ? [value] : [];
  } catch {
    return [];
  }
}
