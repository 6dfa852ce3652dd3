/** What several definitions of one value give together (Helmfile 1.8, pkg/hcllang/hcl_loader.go, ctyMergeValues). */
import { entriesOf, isKnown, isNull, map, object, type Value } from "./values/value.ts";

/** Objects and maps are merged by their keys, null changes nothing, anything else is replaced. */
export function mergeValues(base: Value, override: Value): Value {
  if (isNull(override)) return base;
  const bothAre = (kind: "object" | "map"): boolean => base.type.kind === kind && override.type.kind === kind;
  if (!isKnown(override) || isNull(base) || !isKnown(base) || (!bothAre("object") && !bothAre("map"))) return override;
  const merged = new Map(entriesOf(base));
  for (const [key, value] of entriesOf(override)) {
    const existing = merged.get(key);
    merged.set(key, existing === undefined ? value : mergeValues(existing, value));
  }
  return base.type.kind === "map" ? map(merged, base.type.element) : object(merged);
}
