/** Objects that are only for programs along the way, and the flags that choose among them (kyaml kio/filters/local.go). */
import { metadataMap, objectOf, readMeta, type Node } from "../../kustomize/kio/index.ts";
import type { FlagValues } from "../context.ts";

const LOCAL_CONFIG = "config.kubernetes.io/local-config";

export function localItems(items: readonly Node[], flags: FlagValues): Node[] {
  return items.filter((item) => {
    readMeta(objectOf(item));
    const isLocal = metadataMap(objectOf(item), "annotations").has(LOCAL_CONFIG);
    return isLocal ? flags.bool("include-local") : !flags.bool("exclude-non-local");
  });
}
