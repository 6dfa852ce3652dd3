/** What traced builds remember of an object, for `lade why`: who set each of its fields, in order. Other builds remember nothing. */
import type { Position } from "../../base/index.ts";
import type { ChartRequest } from "../build/context.ts";

export type Path = readonly (string | number)[];

/** One step of a build that set a field. */
export interface Link {
  /** The field of the kustomization that asked for it, as `patches`; or what a build does by itself. */
  readonly by: string;
  readonly at: Position | undefined;
  readonly value: string;
  /** Where the field stood then. */
  readonly path: Path;
  /** Where the value itself comes from, when that is another place: a patch, a file, the object that is copied from or named. */
  readonly source?: Source;
  /** The entries of kustomizations that lead to the place, innermost first. */
  readonly via: readonly Position[];
  /** The chart that a template of made it. */
  readonly chart?: ChartRequest;
}

export interface Source {
  readonly what: "patch" | "file" | "source";
  readonly at: Position | undefined;
  /** The object and field, for those that have one. */
  readonly object?: string;
}

export interface FieldHistory {
  path: Path;
  readonly links: Link[];
}

/** By key of the field (trace/fields.ts). */
export interface History {
  readonly fields: Map<string, FieldHistory>;
  /** All texts of the object, to see quickly that nothing has changed. */
  outline: readonly string[];
}
