/** What traced builds remember of an object, for `lade why`: who touched which of its fields, in order. */
import type { Position } from "../../base/index.ts";

export interface Touch {
  /** `resource`, `PatchTransformer`, `ImageTagTransformer`, ... */
  readonly by: string;
  /** The kustomization, patch or resource file that asked for it. */
  readonly at: Position;
  /** Paths of the fields that changed, as `spec.replicas`; none when the object was made here. */
  readonly fields: readonly string[];
}
