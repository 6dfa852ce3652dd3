export { fieldNames } from "../kustomization/field-names.ts";
export { fieldsOf, nodesOf } from "./fields.ts";
export { locateObjects } from "./located-text.ts";
export type { LocatedObject } from "./located-text.ts";
export { placeOf, placeOfName } from "./place-of.ts";
export { Trace } from "./trace.ts";
export type { FieldHistory, Link } from "../resource/trace.ts";
