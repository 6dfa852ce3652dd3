/** Runs statements one after another, straight from the parse tree: most are met once, and compiling them would cost more than that. */
import { assertNever } from "../../../base/index.ts";
import type { Value } from "../../value.ts";
import { BREAK, CONTINUE, DONE, type Execution, type Outcome } from "../execution.ts";
import type { ListNode, Statement } from "../parse/node.ts";

export function runList(execution: Execution, { nodes }: ListNode, dot: Value): Outcome {
  // By number: an iterator costs more than running most statements.
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (node === undefined) break;
    const outcome = runStatement(execution, node, dot);
    if (outcome !== DONE) return outcome;
  }
  return DONE;
}

function runStatement(execution: Execution, node: Statement, dot: Value): Outcome {
  const { backend } = execution.language;
  switch (node.kind) {
    case "text":
      backend.text(execution, node);
      return DONE;
    case "action":
      execution.statement = node;
      backend.action(execution, node, dot);
      return DONE;
    case "if":
    case "with":
      execution.statement = node;
      return backend.branch(execution, node, dot);
    case "range":
      execution.statement = node;
      return backend.range(execution, node, dot);
    case "template":
      execution.statement = node;
      backend.templateCall(execution, node, dot);
      return DONE;
    case "break":
      return BREAK;
    case "continue":
      return CONTINUE;
    default:
      return assertNever(node);
  }
}
