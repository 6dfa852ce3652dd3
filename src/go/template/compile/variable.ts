import type { Execution } from "../execution.ts";
import type { Site } from "./site.ts";

/** Where a phrase finds a variable: the how-manieth that it uses, or that it has declared itself. */
export interface VariablePlace {
  readonly name: string;
  readonly kind: "used" | "declared";
  readonly at: number;
}

/** The place in the running statement's variables. Throws `ExecError` where it is not declared. */
export function slotOf(execution: Execution, { name, kind, at }: VariablePlace, site: Site): number {
  const { statement } = execution;
  const slot = statement === undefined ? -1 : kind === "used" ? (statement.slots[at] ?? -1) : statement.base + at;
  if (slot < 0) throw site.fail(execution, `undefined variable: ${name}`);
  return slot;
}
