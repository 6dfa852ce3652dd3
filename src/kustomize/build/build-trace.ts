/** The port through which a traced build tells what it did. Builds without one pay nothing. */
import type { Replacement } from "../kustomization/types.ts";
import type { Resource } from "../resource/resource.ts";
import type { Target } from "./target.ts";

/** A transformer or generator of a kustomization: its kind, and which of those of its kind it is. */
export interface TracedEntry {
  readonly kind: string;
  readonly index: number;
  /** The object that configures it, for those of `transformers` and `generators`. */
  readonly config?: Resource;
  /** The one of several replacements. */
  readonly replacement?: Replacement;
}

export interface BuildTrace {
  /** Objects were read from a path that the kustomization names. */
  loaded(target: Target, path: string, resources: readonly Resource[]): void;
  /** An entry begins to work on objects. */
  starts(target: Target, entry: TracedEntry, resources: readonly Resource[]): void;
  /** It has made or changed objects. */
  ran(target: Target, entry: TracedEntry, resources: readonly Resource[]): void;
  /** The build itself has changed objects: hashes, references, vars. */
  finished(what: string, resources: readonly Resource[]): void;
}
