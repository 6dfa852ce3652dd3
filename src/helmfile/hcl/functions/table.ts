/** All functions but `try` and `can`, by name (Helmfile 1.8, pkg/hcllang/hcl_functions.go). */
import { COALESCING } from "./coalesce.ts";
import { DATES } from "./dates.ts";
import { ENCODING } from "./encoding.ts";
import { FORMAT } from "./format.ts";
import type { FunctionTable } from "./function.ts";
import { LISTS } from "./lists.ts";
import { MAPS } from "./maps.ts";
import { NETWORKS } from "./networks.ts";
import { NUMBERS } from "./numbers.ts";
import { PATTERNS } from "./patterns.ts";
import { SETS } from "./sets.ts";
import { STRINGS } from "./strings.ts";

export const FUNCTIONS: FunctionTable = {
  ...COALESCING,
  ...DATES,
  ...ENCODING,
  ...FORMAT,
  ...LISTS,
  ...MAPS,
  ...NETWORKS,
  ...NUMBERS,
  ...PATTERNS,
  ...SETS,
  ...STRINGS,
};
