/** CustomResourceDefinitions (apiextensions-apiserver pkg/apis/apiextensions/validation 0.36). Rules in expressions are read where expressions are. */
import { listAt, objectAt, textAt, valueAt, type JsonObject } from "../../../../kube/index.ts";
import { isTrue } from "../../../schema/condition.ts";
import { invalidValue, type FieldError } from "../../../wire/refusal.ts";
import { by, type Rule } from "../rules.ts";
import { APPROVED, approvalErrors, namesErrors } from "./names.ts";
import { specErrors } from "./spec.ts";

export const definition: Rule = by((object) => () => definitionErrors(object));

function definitionErrors(object: JsonObject): FieldError[] {
  const spec = objectAt(object, "spec");
  return [...specErrors(spec), ...namesErrors(spec)];
}

/** What cannot become wrong later. */
export const newDefinition: Rule = by((object) => () => {
  const wanted = `${textAt(object, "spec", "names", "plural")}.${textAt(object, "spec", "group")}`;
  const name = textAt(object, "metadata", "name");
  const isOther = name !== "" && name !== wanted;
  return [
    ...(isOther ? [invalidValue("metadata.name", name, 'must be spec.names.plural+"."+spec.group')] : []),
    ...approvalErrors(object),
    ...storedErrors(object),
  ];
});

export function definitionChanges(before: JsonObject, after: JsonObject): FieldError[] {
  const fixed = [
    ["group"],
    ["names", "plural"],
    ...(isTrue(before, "Established") ? [["scope"], ["names", "kind"]] : []),
  ];
  const [was, is] = [before, after].map((object) => textAt(object, "metadata", "annotations", APPROVED));
  return [
    ...fixed.flatMap((path) => {
      const given = textAt(after, "spec", ...path);
      if (given === textAt(before, "spec", ...path)) return [];
      return [invalidValue(`spec.${path.join(".")}`, given, "field is immutable")];
    }),
    ...(was === is ? [] : approvalErrors(after)),
    ...storedErrors(after),
  ];
}

const STAYS = "and must remain in spec.versions until a storage migration ensures no data remains persisted in";

/** Versions in which objects may have been stored. */
function storedErrors(object: JsonObject): FieldError[] {
  const stored = listAt(object, "status", "storedVersions").map(String);
  if (stored.length === 0)
    return [invalidValue("status.storedVersions", null, "must have at least one stored version")];
  const versions = listAt(object, "spec", "versions");
  const names = versions.map((one) => textAt(one, "name"));
  const left = new Set(stored);
  // One that stands twice is found once.
  const missing = versions.filter((one) => !left.delete(textAt(one, "name")) && valueAt(one, "storage") === true);
  const told = missing.map((one) =>
    invalidValue("status.storedVersions", stored, `must have the storage version ${textAt(one, "name")}`),
  );
  const gone = stored.flatMap((one, i) => {
    if (names.includes(one)) return [];
    const why = `missing from spec.versions; ${one} was previously a storage version, ${STAYS} ${one} and removes ${one} from status.storedVersions`;
    return [invalidValue(`status.storedVersions[${i}]`, one, why)];
  });
  return [...told, ...gone];
}
