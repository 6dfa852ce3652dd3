import type { Value } from "../../value.ts";
import { quote } from "../../strconv/index.ts";
import { Site } from "../compile/site.ts";
import { CALL_STEPS, DEPTH_MAX, type Execution, type RunnableTemplate } from "../execution.ts";
import type { TemplateNode } from "../parse/node.ts";
import { runList } from "./list.ts";

/** `{{template "name" pipeline}}`: the called template sees its own variables only. */
export function callTemplate(execution: Execution, node: TemplateNode, dot: Value): void {
  runCall(execution, node, () => dataOf(execution, node, dot));
}

/** What the called template is given. */
export function dataOf(execution: Execution, { pipe }: TemplateNode, dot: Value): Value {
  return pipe === undefined ? undefined : execution.language.backend.evaluate(execution, pipe, dot);
}

export function runCall(execution: Execution, node: TemplateNode, read: () => Value): void {
  const template = called(execution, node);
  const data = read();
  enter(execution, node);
  runTemplate(execution, template, data);
  execution.calls.pop();
}

function called(execution: Execution, node: TemplateNode): RunnableTemplate {
  const template = execution.set.lookup(node.name);
  if (template === undefined) throw new Site(node).fail(execution, `template ${quote(node.name)} not defined`);
  if (execution.calls.length === DEPTH_MAX) throw new Site(node).fail(execution, tooDeep());
  return template;
}

function enter(execution: Execution, node: TemplateNode): void {
  execution.calls.push(node);
  try {
    execution.step(CALL_STEPS);
  } catch (error) {
    throw new Site(node).wrap(execution, error);
  }
}

function runTemplate(execution: Execution, template: RunnableTemplate, data: Value): void {
  const { variables, inInterface, dotInInterface, template: caller } = execution;
  execution.variables = [data];
  execution.inInterface = [];
  execution.dotInInterface = false;
  execution.template = template.name;
  runList(execution, template.root, data);
  execution.variables = variables;
  execution.inInterface = inInterface;
  execution.dotInInterface = dotInInterface;
  execution.template = caller;
}

export function tooDeep(): string {
  return `exceeded maximum template depth (${DEPTH_MAX})`;
}
