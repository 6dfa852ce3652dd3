/** The text of a build: objects with sorted keys, `---` between them. */
import { marshal } from "../../yaml/index.ts";
import { valueOf } from "../node/to-value.ts";
import type { ResMap } from "../resource/res-map.ts";

export function formatBuild(map: ResMap): string {
  return map.resources.map(({ node }) => marshal(valueOf(node))).join("---\n");
}
