/** Root causes in words. */
import {
  refusalCause,
  ApiError,
  type Cause,
  type CauseNode,
  type ObjectName,
  type RootCause,
} from "../../kube/index.ts";
import { ObjectError } from "../cluster/failure.ts";
import { WaitError } from "../cluster/wait/observed.ts";
import { inShort, remedy } from "./in-short.ts";
import { printable } from "./printable.ts";

export interface Explanation {
  /** `Deployment/web > Pod/web-5d-x > container web` */
  readonly where: string;
  readonly object: ObjectName;
  readonly cause: Cause;
  readonly log?: string | undefined;
}

/** Why an action has failed, as far as that is known. */
export function explain(error: unknown): Explanation[] {
  let object: ObjectName | undefined;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof WaitError) return cause.causes.map(ofRootCause);
    if (cause instanceof ObjectError) object ??= cause.object;
    if (cause instanceof ApiError && object !== undefined) {
      return [{ where: objectText(object), object, cause: refusalCause(cause) }];
    }
  }
  return [];
}

function ofRootCause({ cause, path }: RootCause): Explanation {
  const [first, last] = [path[0], path.at(-1)];
  if (first === undefined || last === undefined) throw new Error("a cause without an object");
  return { where: pathText(path), object: last.object, cause, log: last.log };
}

export function pathText(path: readonly CauseNode[]): string {
  return path.flatMap((node, i) => stepsOf(node, path[i - 1])).join(" > ");
}

/** A container stands below its pod already. */
function stepsOf({ object, container }: CauseNode, above: CauseNode | undefined): string[] {
  const own = above?.object.kind === object.kind && above.object.name === object.name ? [] : [objectText(object)];
  return container === undefined ? own : [...own, `container ${container}`];
}

export function objectText({ kind, name }: ObjectName): string {
  return `${kind}/${name}`;
}

export function causeText({ reason, message }: Cause): string {
  return printable(message === "" ? reason : `${reason}: ${message}`);
}

export function explanationLine(root: RootCause): string {
  return `${pathText(root.path)}: ${causeText(root.cause)}`;
}

/** What follows an error, a paragraph each; what the error has said already is not repeated. */
export function explanationText(explanations: readonly Explanation[], said = ""): string {
  return explanations
    .slice(0, EXPLAINED_MAX)
    .map(({ where, object, cause, log }) => {
      const text = said.includes(cause.message) ? inShort(cause) : causeText(cause);
      const lines = [`Cause: ${where}`, `  ${text}`];
      if (log !== undefined) lines.push(`  last log line: ${printable(log)}`);
      const hint = remedy(cause, object);
      if (hint !== undefined) lines.push(`  ${hint}`);
      return `${lines.join("\n")}\n`;
    })
    .join("");
}

/** Ten deployments that fail usually fail alike. */
const EXPLAINED_MAX = 5;
