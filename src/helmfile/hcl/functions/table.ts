/** All functions but `try` and `can`, by name (Helmfile 1.8, pkg/hcllang/hcl_functions.go). */
import { COLLECTIONS } from "./collections.ts";
import { ENCODING } from "./encoding.ts";
import type { FunctionTable } from "./function.ts";
import { NUMBERS } from "./numbers.ts";
import { SETS } from "./sets.ts";
import { STRINGS } from "./strings.ts";

export const FUNCTIONS: FunctionTable = { ...COLLECTIONS, ...ENCODING, ...NUMBERS, ...SETS, ...STRINGS };
