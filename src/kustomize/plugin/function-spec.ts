/** What a function's configuration says about running it: `config.kubernetes.io/function` (kyaml fn/runtime/runtimeutil). */
import { unmarshal } from "../../yaml/index.ts";
import type { Value } from "../../go/index.ts";
import { wrap } from "../error.ts";
import { decodeStruct, strings, type StructShape } from "../kustomization/shape.ts";
import { metadataMap } from "../node/metadata.ts";
import { field } from "../node/field.ts";
import { isNull, type Node } from "../node/node.ts";
import { valueOf } from "../node/to-value.ts";

const ANNOTATIONS: readonly string[] = ["config.kubernetes.io/function", "config.k8s.io/function"];
const CONTAINER_ANNOTATION = "config.kubernetes.io/container";

export interface FunctionSpec {
  readonly deferFailure?: boolean;
  readonly exec?: { readonly path?: string; readonly args?: readonly string[]; readonly envs?: readonly string[] };
  readonly container?: ContainerSpec;
}

export interface ContainerSpec {
  readonly image?: string;
  readonly network?: boolean;
  readonly mounts?: readonly StorageMount[];
  readonly envs?: readonly string[];
}

export interface StorageMount {
  readonly type?: string;
  readonly src?: string;
  readonly dst?: string;
  readonly rw?: boolean;
}

const STORAGE_MOUNT: StructShape = {
  name: "StorageMount",
  fields: { type: "string", src: "string", dst: "string", rw: "bool" },
};

const FUNCTION_SPEC: StructShape = {
  name: "FunctionSpec",
  fields: {
    deferFailure: "bool",
    container: {
      name: "ContainerSpec",
      fields: { image: "string", network: "bool", mounts: { list: STORAGE_MOUNT }, envs: strings },
    },
    exec: { name: "ExecSpec", fields: { path: "string", args: strings, envs: strings } },
  },
};

/** `undefined` when the configuration is not one of a function. */
export function functionSpec(config: Node): FunctionSpec | undefined {
  const annotations = metadataMap(config, "annotations");
  for (const name of ANNOTATIONS) {
    const text = annotations.get(name) ?? "";
    if (text !== "") return decodeSpec(name, () => unmarshal(text, { strict: true }));
  }
  const nested = field(field(config, "metadata"), "configFn");
  if (nested !== undefined && !isNull(nested)) return decodeSpec("configFn", () => valueOf(nested));
  const image = annotations.get(CONTAINER_ANNOTATION) ?? "";
  return image === "" ? undefined : { container: { image } };
}

function decodeSpec(source: string, read: () => Value): FunctionSpec {
  try {
    return decodeStruct(read(), FUNCTION_SPEC, { strict: true, lenient: true }) as FunctionSpec;
  } catch (error) {
    throw wrap(error, `${source} unmarshal error`);
  }
}

/** `type=bind,src=a,dst=b` as on the command line. */
export function parseMount(text: string): StorageMount {
  const options = new Map(text.split(",").flatMap((option) => pairOf(option)));
  const get = (...names: string[]): string => names.map((name) => options.get(name)).find(Boolean) ?? "";
  return { type: get("type"), src: get("src", "source"), dst: get("dst", "target"), rw: get("rw") === "true" };
}

function pairOf(option: string): [string, string][] {
  const equals = option.indexOf("=");
  return equals < 0 ? [] : [[option.slice(0, equals), option.slice(equals + 1)]];
}
