import type { Value } from "../../value.ts";
import { DONE, type Execution, type Outcome } from "../execution.ts";
import type { BranchNode } from "../parse/node.ts";
import { truth } from "../truth.ts";
import { runList } from "./list.ts";

/** `{{if}}` and `{{with}}`. */
export function runBranch(execution: Execution, node: BranchNode, dot: Value): Outcome {
  const value = execution.language.backend.evaluate(execution, node.pipe, dot);
  if (truth(value)) return node.kind === "if" ? runList(execution, node.list, dot) : runWith(execution, node, value);
  return node.elseList === undefined ? DONE : runList(execution, node.elseList, dot);
}

/** The body of a `{{with}}`, whose dot is the value. */
export function runWith(execution: Execution, node: BranchNode, value: Value): Outcome {
  const { dotInInterface } = execution;
  execution.dotInInterface = false;
  const outcome = runList(execution, node.list, value);
  execution.dotInInterface = dotInInterface;
  return outcome;
}
