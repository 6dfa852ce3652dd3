import type { GoMap } from "../../../go/index.ts";

/** Where values come from (helmfile/vals v0.46.1, pkg/providers). Both throw `GoError`. */
export interface Backend {
  /** The whole document. */
  text(path: string): string;
  /** The document as a map, for a value inside it. */
  map(path: string): GoMap;
}
