/** Everything that is served: the built-in kinds, and those that custom resource definitions add. */
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Store } from "../storage/store.ts";
import { isTrue } from "./condition.ts";
import { customSchema } from "./custom-schema.ts";
import { builtinResources, type Resource } from "./resources.ts";
import type { ObjectSchema, Schema } from "./schema.ts";
import { compareVersions } from "./version-order.ts";
import { builtinSchema } from "./types.ts";

export const DEFINITIONS = "apiextensions.k8s.io/customresourcedefinitions";

/** A kind, and what is known of its objects. */
export interface Kind {
  readonly resource: Resource;
  readonly schema: ObjectSchema;
  /** The schema a custom resource is validated and defaulted by. */
  readonly custom: JsonObject | undefined;
  /** Fields by which custom resources can be selected, besides their name. */
  readonly selectable?: readonly string[];
  /** Where all versions of it are stored. */
  readonly collection: string;
  /** Of a custom kind the version that is stored. */
  readonly storage?: Kind;
  /** Of a custom kind all of its versions. */
  readonly versions?: readonly Kind[];
  /** What is told of a version that should be used no more. */
  readonly deprecation?: string;
}

export class Kinds {
  readonly #store: Store;
  readonly #builtin = builtinResources().map(builtinKind);
  readonly #byPath = new Map<string, Kind>();
  #custom: readonly Kind[] | undefined;

  constructor(store: Store) {
    this.#store = store;
    for (const kind of this.#builtin) this.#byPath.set(`${kind.resource.apiVersion}/${kind.resource.name}`, kind);
    store.listen((event) => {
      if (event.collection === DEFINITIONS) this.#custom = undefined;
    });
  }

  all(): readonly Kind[] {
    return [...this.#builtin, ...this.custom()];
  }

  custom(): readonly Kind[] {
    const established = (): JsonObject[] => this.#store.list(DEFINITIONS).filter((one) => isTrue(one, "Established"));
    return (this.#custom ??= established().flatMap(kindsOfDefinition));
  }

  find(apiVersion: string, resource: string): Kind | undefined {
    const isIt = ({ resource: one }: Kind): boolean => one.apiVersion === apiVersion && one.name === resource;
    return this.#byPath.get(`${apiVersion}/${resource}`) ?? this.custom().find(isIt);
  }

  ofKind(apiVersion: string, kind: string): Kind | undefined {
    return this.all().find(({ resource }) => resource.apiVersion === apiVersion && resource.kind === kind);
  }

  /** One kind for each place that objects are stored in. */
  stored(): readonly Kind[] {
    return [...new Map(this.all().map((kind) => [kind.collection, kind])).values()];
  }

  hasGroupVersion(apiVersion: string): boolean {
    return this.all().some(({ resource }) => resource.apiVersion === apiVersion);
  }
}

const UNKNOWN: ObjectSchema = { kind: "object", name: "", fields: new Map(), atomic: false, open: true };

function builtinKind(resource: Resource): Kind {
  const { apiVersion, kind } = resource;
  // Events of both groups are the same objects.
  const collection = resource.name === "events" ? "/events" : `${resource.group}/${resource.name}`;
  let schema: ObjectSchema | undefined;
  return {
    resource,
    custom: undefined,
    collection,
    get schema() {
      return (schema ??= builtinSchema(apiVersion, kind) ?? UNKNOWN);
    },
  };
}

/** In the order in which they are told. */
const CUSTOM_VERBS = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

function kindsOfDefinition(definition: JsonObject): Kind[] {
  const [spec, names] = [objectAt(definition, "spec"), objectAt(definition, "status", "acceptedNames")];
  const [group, name] = [textAt(spec, "group"), textAt(names, "plural")];
  const versions = listAt(spec, "versions");
  const stored = storageVersion(definition);
  const kinds: Kind[] = versions.map((version) => {
    const of = textAt(version, "name");
    const subresources = Object.keys(objectAt(version, "subresources")).map((one) => ({
      ...(one === "scale"
        ? { group: "autoscaling", version: "v1", kind: "Scale" }
        : { group: "", version: "", kind: textAt(names, "kind") }),
      name: one,
      verbs: ["get", "patch", "update"],
    }));
    const resource: Resource = {
      ...{ group, version: of, apiVersion: `${group}/${of}`, name, kind: textAt(names, "kind"), subresources },
      ...(stored === undefined ? {} : { storedIn: textAt(stored, "name") }),
      singular: textAt(names, "singular"),
      listKind: textAt(names, "listKind"),
      namespaced: textAt(spec, "scope") === "Namespaced",
      verbs: CUSTOM_VERBS,
      shortNames: listAt(names, "shortNames").map(String),
      categories: listAt(names, "categories").map(String),
    };
    const custom = objectAt(version, "schema", "openAPIV3Schema");
    const selectable = listAt(version, "selectableFields").map((one) => textAt(one, "jsonPath").replace(/^\./, ""));
    const told = textAt(version, "deprecationWarning") || deprecationOf(resource, versions);
    return {
      ...{ resource, custom, selectable, collection: `${group}/${name}` },
      schema: customSchema(custom, resource.kind),
      ...(valueAt(version, "deprecated") === true ? { deprecation: told } : {}),
    };
  });
  const storage = stored === undefined ? undefined : kinds[versions.indexOf(stored)];
  const all = storage === undefined ? kinds : kinds.map((kind) => ({ ...kind, storage, versions: kinds }));
  return all.filter((_, i) => valueAt(versions[i], "served") === true);
}

/** That of the versions of a definition in which its objects are stored. */
export function storageVersion(definition: JsonObject): JsonValue | undefined {
  return listAt(definition, "spec", "versions").find((one) => valueAt(one, "storage") === true);
}

/** The newest of the versions that are newer, and served, is what should be used. */
function deprecationOf({ group, apiVersion, version, kind }: Resource, versions: readonly JsonValue[]): string {
  const newer = versions
    .filter((one) => valueAt(one, "served") === true && valueAt(one, "deprecated") !== true)
    .map((one) => textAt(one, "name"))
    .filter((name) => compareVersions(name, version) < 0)
    .sort(compareVersions);
  const instead = newer[0] === undefined ? "" : `; use ${group}/${newer[0]} ${kind}`;
  return `${apiVersion} ${kind} is deprecated${instead}`;
}

/** The schemas of a kind in its other versions; built-in kinds keep the owners of each apart. */
export function otherVersions({ versions }: Kind): { readonly schemaIn?: (apiVersion: string) => Schema | undefined } {
  if (versions === undefined || versions.length < 2) return {};
  return { schemaIn: (apiVersion) => versions.find(({ resource }) => resource.apiVersion === apiVersion)?.schema };
}

export function definitionVersion(definition: JsonObject, version: string): JsonObject {
  const found = listAt(definition, "spec", "versions").find((one) => textAt(one, "name") === version);
  return isObject(found) ? found : {};
}
