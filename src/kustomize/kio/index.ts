/** Reading, choosing and showing objects: what the `cfg` and `fn` commands are made of. */
export { format } from "./format.ts";
export { grep, parseQuery, splitFieldPath } from "./grep.ts";
export { annotationOf, LEGACY_PATH, objectOf, PATH } from "./item.ts";
export { foldersWith, mayBeAt, readPackage, readText, YAML_AND_JSON_FILES } from "./read.ts";
export { drawTree, withoutComments } from "./tree.ts";
export type { TreeField } from "./tree.ts";
export { writeText } from "./write.ts";
export type { WriteOptions } from "./write.ts";
export { pathsOf, writePackage } from "./write-package.ts";
export { metadataMap, readMeta } from "../node/metadata.ts";
export type { Node } from "../node/node.ts";
export { NodeStyles } from "../node/node.ts";
export { functionSpec, parseMount } from "../plugin/function-spec.ts";
export { runFunctions } from "../plugin/run-functions.ts";
export { Schemas } from "../schema/schemas.ts";
