/** Where a kind keeps its replicas, and how they are selected. */
import { objectAt, textAt } from "../../kube/index.ts";
import { definitionVersion, DEFINITIONS, type Kind } from "../schema/kinds.ts";
import type { Server } from "./server.ts";

export interface ScalePaths {
  readonly replicas: readonly string[];
  readonly current: readonly string[];
  readonly selector: readonly string[] | undefined;
}

/** Where a kind keeps its replicas; custom resources say so in their definition. */
export function scalePaths(kind: Kind, { store }: Server): ScalePaths {
  const definition = store.get(DEFINITIONS, `${kind.resource.name}.${kind.resource.group}`);
  if (definition === undefined)
    return { replicas: ["spec", "replicas"], current: ["status", "replicas"], selector: undefined };
  const scale = objectAt(definitionVersion(definition, kind.resource.version), "subresources", "scale");
  const path = (key: string): string[] => textAt(scale, key).split(".").slice(1);
  return {
    replicas: path("specReplicasPath"),
    current: path("statusReplicasPath"),
    selector: textAt(scale, "labelSelectorPath") === "" ? undefined : path("labelSelectorPath"),
  };
}
