/** Running one KRM function over objects: ResourceList in, ResourceList out (kyaml fn/runtime, 0.21). Exec functions only. */
import type { BuildContext } from "../build/context.ts";
import { KustomizeError } from "../error.ts";
import type { Node } from "../node/node.ts";
import type { FunctionSpec } from "./function-spec.ts";

export interface FunctionCall {
  readonly spec: FunctionSpec;
  readonly config: Node;
  /** Objects as text; without any the function gets its own configuration. */
  readonly input: string | undefined;
  readonly context: BuildContext;
  /** Where the function runs. */
  readonly directory: string;
}

export function runFunctions({ spec }: FunctionCall): string {
  throw new KustomizeError(`cannot run ${spec.image}`);
}
