/** Running KRM functions one after another over objects: ResourceList in, ResourceList out (kyaml runfn, fn/runtime, 0.21). */
import { base, dir, join } from "../../go/path/index.ts";
import type { RunProgram } from "../build/context.ts";
import { KustomizeError, wrap } from "../error.ts";
import {
  annotate,
  annotationOf,
  copyLegacyAnnotations,
  ID,
  LEGACY_ID,
  LEGACY_PATH,
  objectOf,
  PATH,
  unannotate,
} from "../kio/item.ts";
import { readText } from "../kio/read.ts";
import { writeText } from "../kio/write.ts";
import { copyComments } from "../kio/copy-comments.ts";
import { syncOrder } from "../kio/sync-order.ts";
import { defaultPath } from "../kio/default-path.ts";
import { emitNode } from "../node/text.ts";
import type { Node } from "../node/node.ts";
import type { Schemas } from "../schema/schemas.ts";
import { functionCommand, type FunctionCommand } from "./function-command.ts";
import { functionSpec, type StorageMount } from "./function-spec.ts";
import { reconciled } from "./reconcile-annotations.ts";

export interface FunctionOptions {
  /** Where the functions run, absolute. */
  readonly directory: string;
  readonly enableExec: boolean;
  readonly network: boolean;
  readonly mounts: readonly StorageMount[];
  readonly env: readonly string[];
  /** Whom containers run as. */
  readonly user: string;
  /** Every function sees all objects, not only those of its folder. */
  readonly globalScope: boolean;
  readonly run: RunProgram;
  readonly schemas: Schemas;
  /** Where functions' results go, by number of the function. */
  readonly writeResults?: (number: number, text: string) => void;
  readonly logStep?: (label: string) => void;
}

/** What the functions make of the objects; `undefined` when one of them leaves nothing, which ends the run. */
export function runFunctions(
  items: readonly Node[],
  configs: readonly Node[],
  options: FunctionOptions,
): Node[] | undefined {
  const functions = configs.flatMap((config) => functionOf(config, options));
  const deferred: string[] = [];
  let result = [...items];
  for (const [number, each] of functions.entries()) {
    result = reconciled(result, (given) => {
      options.logStep?.(each.command.label);
      const made = runFunction(given, each, { ...options, number });
      if (made.failure !== undefined) deferred.push(made.failure);
      return made.items;
    });
    if (result.length === 0) return undefined;
  }
  if (deferred.length > 0) throw new KustomizeError(deferred.join("\n---\n"));
  return result;
}

interface RunnableFunction {
  readonly config: Node;
  readonly command: FunctionCommand;
  readonly deferFailure: boolean;
}

function functionOf(config: Node, options: FunctionOptions): RunnableFunction[] {
  const spec = specOf(config);
  if (spec === undefined) return [];
  if (spec.container?.network === true && !options.network) {
    throw new KustomizeError("network required but not enabled with --network");
  }
  const command = functionCommand(spec, options);
  return command === undefined ? [] : [{ config, command, deferFailure: spec.deferFailure === true }];
}

function specOf(config: Node): ReturnType<typeof functionSpec> {
  try {
    return functionSpec(objectOf(config));
  } catch (error) {
    throw wrap(error, "failed to get FunctionSpec");
  }
}

interface Made {
  readonly items: Node[];
  /** What went wrong, where the function says that it should not stop the others. */
  readonly failure?: string;
}

function runFunction(
  items: readonly Node[],
  { config, command, deferFailure }: RunnableFunction,
  options: FunctionOptions & { number: number },
): Made {
  const scope = options.globalScope ? "" : scopeOf(config);
  const input = items.filter((item) => isInScope(item, scope));
  const saved = items.filter((item) => !input.includes(item));
  const known = numberItems(input);
  const text = writeText(input, {
    wrapping: { kind: "ResourceList", apiVersion: "config.kubernetes.io/v1" },
    keepAnnotations: true,
    functionConfig: config,
  });
  const { stdout, error } = options.run({
    path: command.path,
    args: command.args,
    input: text,
    cwd: workingFolder(options.directory),
    env: command.env,
    errors: "inherit",
  });
  const output = readText(stdout);
  for (const item of output.items) restore(item, known, options.schemas);
  if (output.results !== undefined) options.writeResults?.(options.number, emitNode(output.results));
  if (error !== undefined && !deferFailure) throw new KustomizeError(error);
  for (const item of output.items) defaultPath(item, scope);
  return { items: [...output.items, ...saved], ...(error !== undefined && { failure: error }) };
}

function workingFolder(directory: string): string {
  if (directory === "/") throw new KustomizeError("root working directory '/' not allowed");
  return directory;
}

/** The folder whose objects a function sees: its own, or the one above when that is `functions`. */
function scopeOf(item: Node): string {
  const path = annotationOf(item, PATH) ?? annotationOf(item, LEGACY_PATH);
  return path === undefined ? "" : folderOf(path);
}

function folderOf(path: string): string {
  const folder = dir(path);
  return base(folder) === "functions" ? dir(folder) : folder;
}

function isInScope(item: Node, scope: string): boolean {
  if (scope === "" || scope === ".") return true;
  const path = annotationOf(item, PATH) ?? annotationOf(item, LEGACY_PATH);
  return path !== undefined && folderOf(path).startsWith(join(scope));
}

function numberItems(items: readonly Node[]): Map<string, Node> {
  const known = new Map<string, Node>();
  items.forEach((item, at) => {
    const id = String(at + 1);
    annotate(item, ID, id);
    annotate(item, LEGACY_ID, id);
    known.set(id, item);
  });
  return known;
}

/** Gives an object the comments and the order of fields that it had before. */
function restore(item: Node, known: ReadonlyMap<string, Node>, schemas: Schemas): void {
  const id = annotationOf(item, ID) ?? annotationOf(item, LEGACY_ID);
  const before = id === undefined ? undefined : known.get(id);
  if (before === undefined) return;
  copyComments(objectOf(before), objectOf(item), schemas);
  syncOrder(objectOf(before), objectOf(item));
  unannotate(item, [ID, LEGACY_ID]);
  copyLegacyAnnotations(item);
}
