/** The fields that kustomization.yaml has, for hints at misspelled ones. */
import { isScalarShape, type Shape } from "./shape.ts";
import { KUSTOMIZATION } from "./shapes.ts";

/** The names of the fields below a path; none where any are allowed. */
export function fieldNames(path: readonly (string | number)[]): string[] {
  let shape: Shape = KUSTOMIZATION;
  for (const step of path) {
    if (isScalarShape(shape)) return [];
    if ("list" in shape) shape = shape.list;
    else if ("map" in shape) shape = shape.map;
    else shape = shape.fields[step] ?? "any";
  }
  return typeof shape === "object" && "fields" in shape ? Object.keys(shape.fields) : [];
}
