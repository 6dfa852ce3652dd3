/** Definitions of custom resources (apiextensions-apiserver pkg/apis/apiextensions/validation 0.36), as far as charts get them wrong. */
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject } from "../../../kube/index.ts";
import { invalidValue, required, type FieldError } from "../../wire/refusal.ts";
import { by, type Rule } from "./rules.ts";

export const definition: Rule = by((object) => () => definitionErrors(object));

function definitionErrors(object: JsonObject): FieldError[] {
  const spec = objectAt(object, "spec");
  const wanted = `${textAt(spec, "names", "plural")}.${textAt(spec, "group")}`;
  const name = textAt(object, "metadata", "name");
  const stored = listAt(spec, "versions").filter((one) => valueAt(one, "storage") === true);
  const schemaless = listAt(spec, "versions").flatMap((one, i) =>
    isObject(valueAt(one, "schema", "openAPIV3Schema"))
      ? []
      : [required(`spec.versions[${i}].schema.openAPIV3Schema`, "schemas are required")],
  );
  return [
    ...(name === wanted ? [] : [invalidValue("metadata.name", name, 'must be spec.names.plural+"."+spec.group')]),
    ...(stored.length === 1
      ? []
      : [invalidValue("spec.versions", null, "must have exactly one version marked as storage version")]),
    ...schemaless,
  ];
}
