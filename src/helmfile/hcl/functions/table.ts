/** All functions but `try` and `can`, by name (Helmfile 1.8, pkg/hcllang/hcl_functions.go). */
import { COLLECTIONS } from "./collections.ts";
import { DATES } from "./dates.ts";
import { ENCODING } from "./encoding.ts";
import { FORMAT } from "./format.ts";
import type { FunctionTable } from "./function.ts";
import { NETWORKS } from "./networks.ts";
import { NUMBERS } from "./numbers.ts";
import { PATTERNS } from "./patterns.ts";
import { SETS } from "./sets.ts";
import { STRINGS } from "./strings.ts";

export const FUNCTIONS: FunctionTable = {
  ...COLLECTIONS,
  ...DATES,
  ...ENCODING,
  ...FORMAT,
  ...NETWORKS,
  ...NUMBERS,
  ...PATTERNS,
  ...SETS,
  ...STRINGS,
};
