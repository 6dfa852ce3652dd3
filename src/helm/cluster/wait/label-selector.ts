import { listAt, objectAt, textAt, type JsonObject } from "../../../kube/index.ts";

/** A LabelSelector as lists take it: `a=b,c in (d,e),!f`. */
export function labelSelectorText(selector: JsonObject): string {
  const equal = Object.entries(objectAt(selector, "matchLabels")).map(([name, value]) => `${name}=${String(value)}`);
  const more = listAt(selector, "matchExpressions").map((expression) => {
    const key = textAt(expression, "key");
    const values = listAt(expression, "values").map(String).sort().join(",");
    switch (textAt(expression, "operator")) {
      case "In":
        return `${key} in (${values})`;
      case "NotIn":
        return `${key} notin (${values})`;
      case "Exists":
        return key;
      default:
        return `!${key}`;
    }
  });
  return [...equal, ...more].sort().join(",");
}
