/**
 * What is served. A line of the table is `@GROUPVERSION`, or `PLURAL KIND SINGULAR n|c VERBS SHORT,NAMES CATEGORIES SUBRESOURCE...`, where
 * `*` are all eight verbs and a subresource is `NAME:GROUP:VERSION:KIND:VERBS`.
 */
import { RESOURCES } from "./resource-table.ts";

export interface Subresource {
  readonly name: string;
  /** Empty where it is the resource's own. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

export interface Resource {
  readonly group: string;
  readonly version: string;
  /** `apps/v1` */
  readonly apiVersion: string;
  /** `deployments` */
  readonly name: string;
  readonly kind: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly Subresource[];
  readonly listKind?: string;
  /** The version that objects are stored in, where it is another. */
  readonly storedIn?: string;
}

export const ALL_VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

/** `deployments.apps`, as messages name it. */
export function qualifiedName({ name, group }: { readonly name: string; readonly group: string }): string {
  return group === "" ? name : `${name}.${group}`;
}

export function builtinResources(): Resource[] {
  let apiVersion = "";
  return RESOURCES.trim()
    .split("\n")
    .flatMap((line) => {
      if (!line.startsWith("@")) return [parseLine(line, apiVersion)];
      apiVersion = line.slice(1);
      return [];
    });
}

function parseLine(line: string, apiVersion: string): Resource {
  const [name = "", kind = "", singular = "", scope, verbs = "", short = "", categories = "", ...below] =
    line.split(" ");
  const [group = "", version = ""] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  return {
    ...{ group, version, apiVersion, name, kind, singular },
    namespaced: scope === "n",
    verbs: verbs === "*" ? ALL_VERBS : words(verbs),
    shortNames: words(short),
    categories: words(categories),
    subresources: below.filter((word) => word !== "").map(parseSubresource),
  };
}

function parseSubresource(word: string): Subresource {
  const [name = "", group = "", version = "", kind = "", verbs = ""] = word.split(":");
  return { name, group, version, kind, verbs: words(verbs) };
}

function words(text: string): string[] {
  return text === "" ? [] : text.split(",");
}
