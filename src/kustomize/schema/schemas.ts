/**
 * What a build knows of types: which lists of which objects are merged by which keys, and what is cluster-scoped. Built in are
 * Kubernetes 1.21's types; `openapi.path` puts a file in their place (kyaml openapi/openapi.go, 0.21).
 */
import type { GoMap } from "../../go/index.ts";
import { scopeOf } from "../../kube/index.ts";
import { KustomizeError } from "../error.ts";
import { builtInDefinition, builtInSchema } from "./built-in.ts";
import { customSchemas } from "./custom.ts";

/** A type, or a field of one, as far as merging goes. */
export interface Schema {
  /** Merge keys when this is a list that is merged; an empty list for plain values. */
  readonly keys: readonly string[] | undefined;
  field(name: string): Schema | undefined;
  elements(): Schema | undefined;
}

export interface CustomSchemas {
  type(apiVersion: string, kind: string): Schema | undefined;
  scope(apiVersion: string, kind: string): "cluster" | "namespace" | undefined;
}

const BUILT_IN_VERSION = "v1.21.2";

/** One per build; the first kustomization that says something about schemas decides for the rest. */
export class Schemas {
  #custom: CustomSchemas | undefined;
  #decided = false;
  /** A file adds to the built-in types, and does not replace them, when they were asked for before it was read. */
  #builtInUsed = false;

  /** Takes up `openapi` of a kustomization; `read` loads its file. */
  configure(openapi: ReadonlyMap<string, string> | undefined, read: (path: string) => GoMap): void {
    const path = openapi?.get("path");
    const definitions = path === undefined ? undefined : read(path);
    if (this.#decided) return;
    const version = openapi?.get("version");
    if (definitions !== undefined) {
      if (version !== undefined) {
        throw new KustomizeError("builtin version and custom schema provided, cannot use both");
      }
      this.#custom = customSchemas(definitions, this.#builtInUsed ? builtInDefinition : () => undefined);
      this.#decided = true;
    } else if (version !== undefined && version !== "") {
      if (version !== BUILT_IN_VERSION) throw new KustomizeError("the specified OpenAPI version is not built in");
      this.#decided = true;
    }
  }

  type(apiVersion: string, kind: string): Schema | undefined {
    const custom = this.#custom?.type(apiVersion, kind);
    if (this.#custom === undefined) this.#builtInUsed = true;
    return custom ?? (this.#builtInUsed ? builtInSchema(apiVersion, kind) : undefined);
  }

  isClusterScoped(apiVersion: string, kind: string): boolean {
    const scope = scopeOf(apiVersion, kind);
    if (scope !== undefined) return scope === "cluster";
    if (this.#custom === undefined) this.#builtInUsed = true;
    return this.#custom?.scope(apiVersion, kind) === "cluster";
  }
}
