/** What a function's configuration says about running it: `config.kubernetes.io/function` (kyaml fn/runtime/runtimeutil). */
import { isMap } from "../../go/value.ts";
import type { Value } from "../../go/value.ts";
import { unmarshal } from "../../yaml/index.ts";
import { metadataMap } from "../node/metadata.ts";
import { field } from "../node/field.ts";
import type { Node } from "../node/node.ts";
import { valueOf } from "../node/to-value.ts";

const ANNOTATIONS: readonly string[] = ["config.kubernetes.io/function", "config.k8s.io/function"];

export interface FunctionSpec {
  readonly deferFailure: boolean;
  readonly exec: string;
  readonly image: string;
  readonly starlark: boolean;
  readonly mountSources: readonly string[];
}

/** `undefined` when the configuration is not one of a function. */
export function functionSpec(config: Node): FunctionSpec | undefined {
  const annotations = metadataMap(config, "annotations");
  const text = ANNOTATIONS.map((name) => annotations.get(name)).find((value) => (value ?? "") !== "");
  if (text !== undefined) return specOf(unmarshal(text));
  const nested = field(field(config, "metadata"), "configFn");
  return nested === undefined ? undefined : specOf(valueOf(nested));
}

function specOf(value: Value): FunctionSpec {
  const container = part(value, "container");
  const mounts = part(container, "mounts");
  return {
    deferFailure: part(value, "deferFailure") === true,
    exec: text(part(part(value, "exec"), "path")),
    image: text(part(container, "image")),
    starlark: part(value, "starlark") !== undefined,
    mountSources: Array.isArray(mounts) ? mounts.map((mount) => text(part(mount, "src"))) : [],
  };
}

function part(value: Value, name: string): Value {
  return isMap(value) ? value.get(name) : undefined;
}

function text(value: Value): string {
  return typeof value === "string" ? value : "";
}
