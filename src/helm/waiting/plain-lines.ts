/** A wait as lines of a log: one when something about an object has changed, one now and then to say that it goes on. */
import { rootCause, type CauseNode } from "../../kube/index.ts";
import { causeText, objectText, pathText } from "./explanation.ts";
import type { WaitView } from "./observer.ts";
import { printable } from "./printable.ts";
import { elapsedText } from "./tree-lines.ts";

const QUIET_MS = 30_000;

export class PlainLines {
  readonly #said = new Map<string, string>();
  #lastMs = 0;

  /** The lines that are new since the last view. */
  next(view: WaitView): string[] {
    const at = elapsedText(view.elapsedMs);
    const lines = view.trees.flatMap((tree) => this.#changes(tree)).map((line) => `${at} ${line}`);
    if (lines.length === 0 && view.elapsedMs - this.#lastMs < QUIET_MS) return [];
    this.#lastMs = view.elapsedMs;
    return lines.length > 0 ? lines : [`${at} ${view.ready} of ${view.total} ${view.purpose}`];
  }

  #changes(tree: CauseNode): string[] {
    const key = `${tree.object.kind}/${tree.object.namespace}/${tree.object.name}`;
    const line = lineOf(tree);
    const before = this.#said.get(key);
    if (before === line) return [];
    this.#said.set(key, line);
    return [line];
  }
}

function lineOf(tree: CauseNode): string {
  const head = `${objectText(tree.object)} ${tree.outlook === "ready" ? "ready" : printable(tree.state)}`;
  const root = rootCause(tree);
  if (root === undefined) return head;
  const below =
    root.path.length > 1 ? `${pathText(root.path).slice(objectText(tree.object).length + " > ".length)}: ` : "";
  const log = root.path.at(-1)?.log;
  const last = log === undefined ? "" : ` (log: ${printable(log)})`;
  return `${head}: ${below}${causeText(root.cause)}${last}`;
}
