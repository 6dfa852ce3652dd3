import { ExecError as ExecutionError, execErrorAt, type ExecError } from "./error.ts";
import { DEPTH_MAX, type Execution, type RunnableTemplate } from "./execution.ts";
import type { Node } from "./parse/node.ts";

/**
 * Templates that call themselves without end use up the JavaScript stack long before Go's limit of 100,000. Their calls repeat,
 * so the one that would have reached the limit is known, and the error is Go's. `undefined` where it was something else.
 */
export function overflowError(template: RunnableTemplate, execution: Execution): ExecError | undefined {
  const { calls } = execution;
  const period = calls.length < ENDLESS_MIN ? undefined : smallestPeriod(calls);
  if (period === undefined) return undefined;
  const problem = `exceeded maximum template depth (${DEPTH_MAX})`;
  const last = calls.length - 1;
  // The call at index DEPTH_MAX is the first that is refused.
  const back = (((last - DEPTH_MAX) % period) + period) % period;
  const node = calls[last - back];
  return node === undefined
    ? new ExecutionError(template.name, `template: ${template.name}: ${problem}`)
    : execErrorAt({ template: callerName(node, template, execution), statement: undefined, node }, problem);
}

/** For what ends the stack without one template calling itself for ever. */
export function nestedTooDeep({ name }: RunnableTemplate): ExecError {
  return new ExecutionError(name, `template: ${name}: actions are nested too deeply to be executed`);
}

/** Fewer open calls than these do not end the stack by themselves. */
const ENDLESS_MIN = 100;

/** Calls looked at to find what repeats. */
const WINDOW = 2_000;

function smallestPeriod(calls: readonly Node[]): number | undefined {
  const recent = calls.slice(-WINDOW);
  const count = recent.length;
  for (let period = 1; period <= count / 2; period++) {
    let repeats = true;
    for (let i = count - 1; repeats && i >= period; i--) repeats = recent[i] === recent[i - period];
    if (repeats) return period;
  }
  return undefined;
}

/** The template whose tree holds the node: the one that was called just before. */
function callerName(node: Node, template: RunnableTemplate, execution: Execution): string {
  const { calls } = execution;
  const before = calls[calls.lastIndexOf(node) - 1];
  if (before?.kind !== "template") return template.name;
  return before.name;
}
