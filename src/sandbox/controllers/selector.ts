/** Label selectors as objects have them: `matchLabels` and `matchExpressions`. */
import { isObject, listAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";

/** The empty selector selects everything. */
export function selects(selector: JsonObject, labels: JsonObject): boolean {
  const exact = Object.entries(objectAt(selector, "matchLabels")).every(([key, value]) => labels[key] === value);
  return exact && listAt(selector, "matchExpressions").every((one) => holds(one, labels));
}

function holds(requirement: JsonValue, labels: JsonObject): boolean {
  if (!isObject(requirement)) return false;
  const value = labels[textAt(requirement, "key")];
  const isListed = value !== undefined && listAt(requirement, "values").includes(value);
  switch (textAt(requirement, "operator")) {
    case "In":
      return isListed;
    case "NotIn":
      return !isListed;
    case "Exists":
      return value !== undefined;
    default:
      return value === undefined;
  }
}
