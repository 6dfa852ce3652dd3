import type { Value } from "../../value.ts";
import { quote } from "../../strconv/index.ts";
import { CALL_STEPS, DEPTH_MAX, DONE, type Execution, type Run } from "../execution.ts";
import type { TemplateCallParts } from "./backend.ts";
import type { Site } from "./site.ts";

/** `{{template "name" pipeline}}`: the called template sees its own variables only. */
export function callTemplate({ name, pipe, site, node }: TemplateCallParts): Run {
  return (execution, dot) => {
    execution.statement = node;
    const template = execution.set.lookup(name);
    if (template === undefined) throw site.fail(execution, `template ${quote(name)} not defined`);
    const { calls } = execution;
    if (calls.length === DEPTH_MAX) throw site.fail(execution, tooDeep());
    const data: Value = pipe === undefined ? undefined : pipe(execution, dot);
    const { variables, template: caller } = execution;
    calls.push(node);
    step(execution, site);
    execution.variables = [data];
    execution.template = template.name;
    template.compiled.run(execution, data);
    execution.variables = variables;
    execution.template = caller;
    calls.pop();
    return DONE;
  };
}

function step(execution: Execution, site: Site): void {
  try {
    execution.step(CALL_STEPS);
  } catch (error) {
    throw site.wrap(execution, error);
  }
}

export function tooDeep(): string {
  return `exceeded maximum template depth (${DEPTH_MAX})`;
}
