/** The verbs on objects, over a `Cluster` and what it serves. Paths are built here and nowhere else. */
import { quote } from "../go/strconv/index.ts";
import { ApiError, isApiError } from "./api-error.ts";
import type { ApiRequest, ApiResponse, Cluster, WatchEvent } from "./cluster.ts";
import { groupVersionPath, type ApiResource, type Discovery } from "./discovery.ts";
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "./json.ts";

/** Names one object. `namespace` is empty for kinds of the whole cluster. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export interface ListOptions {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface WriteOptions {
  readonly fieldManager?: string;
  readonly dryRun?: boolean;
  readonly fieldValidation?: "Ignore" | "Warn" | "Strict";
  readonly signal?: AbortSignal | undefined;
}

export interface ApplyOptions extends WriteOptions {
  /** Takes fields over from other managers instead of failing with a conflict. */
  readonly force?: boolean;
}

export interface DeleteOptions {
  readonly propagation?: "Background" | "Foreground" | "Orphan";
  readonly dryRun?: boolean;
  readonly uid?: string;
  readonly signal?: AbortSignal | undefined;
}

export type PatchType = "json" | "merge" | "strategic-merge";

const PATCH_CONTENT_TYPE: Readonly<Record<PatchType | "apply", string>> = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  "strategic-merge": "application/strategic-merge-patch+json",
  apply: "application/apply-patch+yaml",
};

/** Objects a page; the server's own default for kubectl. */
const PAGE_SIZE = 500;
const LIST_TRIES_MAX = 3;

/** The kind is not served: client-go's `NoKindMatchError`, in its words. */
export class NoKindMatchError extends Error {
  override name = "NoKindMatchError";

  constructor(
    readonly apiVersion: string,
    readonly kind: string,
  ) {
    super(`no matches for kind "${kind}" in version "${apiVersion}"`);
  }
}

export interface Snapshot {
  readonly items: JsonObject[];
  readonly resourceVersion: string;
}

export interface Written {
  readonly object: JsonObject;
  readonly warnings: readonly string[];
}

export class Objects {
  readonly cluster: Cluster;
  readonly discovery: Discovery;

  constructor(cluster: Cluster, discovery: Discovery) {
    this.cluster = cluster;
    this.discovery = discovery;
  }

  /** Throws `NoKindMatchError`. */
  async resource(apiVersion: string, kind: string): Promise<ApiResource> {
    const found = await this.discovery.find(apiVersion, kind);
    if (found === undefined) throw new NoKindMatchError(apiVersion, kind);
    return found;
  }

  async get(ref: ObjectRef, signal?: AbortSignal): Promise<JsonObject> {
    const { body } = await this.cluster.request({ method: "GET", path: await this.path(ref), signal });
    return asObject(body);
  }

  /** The object, or undefined where there is none. */
  async find(ref: ObjectRef, signal?: AbortSignal): Promise<JsonObject | undefined> {
    try {
      return await this.get(ref, signal);
    } catch (error) {
      if (error instanceof ApiError && error.reason === "NotFound") return undefined;
      throw error;
    }
  }

  /** All objects of a kind, read page by page. Items carry apiVersion and kind. */
  async list(apiVersion: string, kind: string, options: ListOptions = {}): Promise<JsonObject[]> {
    return (await this.snapshot(apiVersion, kind, options)).items;
  }

  /** The same together with the version that a watch goes on from. */
  async snapshot(apiVersion: string, kind: string, options: ListOptions = {}): Promise<Snapshot> {
    const path = collectionPath(await this.resource(apiVersion, kind), options.namespace ?? "");
    for (let tries = 1; ; tries++) {
      try {
        const { items, resourceVersion } = await this.#pages(path, options);
        return { items: items.map((item) => ({ apiVersion, kind, ...item })), resourceVersion };
      } catch (error) {
        // Between two pages the server has forgotten the state that the first was read from.
        if (tries >= LIST_TRIES_MAX || !isApiError(error, "Expired", "Gone")) throw error;
      }
    }
  }

  async #pages(path: string, { labelSelector, fieldSelector, signal }: ListOptions): Promise<Snapshot> {
    const items: JsonObject[] = [];
    let next: string | undefined;
    let resourceVersion: string;
    do {
      const query = { limit: String(PAGE_SIZE), continue: next, labelSelector, fieldSelector };
      const { body } = await this.cluster.request({ method: "GET", path, query, signal });
      items.push(...listAt(body, "items").filter(isObject));
      resourceVersion = textAt(body, "metadata", "resourceVersion");
      next = textAt(body, "metadata", "continue") || undefined;
    } while (next !== undefined);
    return { items, resourceVersion };
  }

  async create(object: JsonObject, options: WriteOptions = {}): Promise<Written> {
    const ref = refOf(object);
    const path = collectionPath(await this.resource(ref.apiVersion, ref.kind), ref.namespace);
    return written(await this.#write({ method: "POST", path, body: object }, options));
  }

  /** Replaces the object: a PUT. */
  async update(object: JsonObject, options: WriteOptions = {}): Promise<Written> {
    return written(await this.#write({ method: "PUT", path: await this.path(refOf(object)), body: object }, options));
  }

  async patch(
    ref: ObjectRef,
    patch: { type: PatchType; body: JsonValue; subresource?: string },
    options: WriteOptions = {},
  ): Promise<Written> {
    const path = (await this.path(ref)) + (patch.subresource === undefined ? "" : `/${patch.subresource}`);
    const request: ApiRequest = {
      method: "PATCH",
      path,
      body: patch.body,
      contentType: PATCH_CONTENT_TYPE[patch.type],
    };
    return written(await this.#write(request, options));
  }

  /** Server-side apply. */
  async apply(object: JsonObject, options: ApplyOptions): Promise<Written> {
    const path = await this.path(refOf(object));
    const query = options.force === undefined ? {} : { force: String(options.force) };
    return written(
      await this.#write({ method: "PATCH", path, query, body: object, contentType: PATCH_CONTENT_TYPE.apply }, options),
    );
  }

  async delete(ref: ObjectRef, options: DeleteOptions = {}): Promise<void> {
    const body: JsonObject = {
      apiVersion: "v1",
      kind: "DeleteOptions",
      ...(options.propagation === undefined ? {} : { propagationPolicy: options.propagation }),
      ...(options.dryRun === true ? { dryRun: ["All"] } : {}),
      ...(options.uid === undefined ? {} : { preconditions: { uid: options.uid } }),
    };
    await this.cluster.request({ method: "DELETE", path: await this.path(ref), body, signal: options.signal });
  }

  async *watch(
    apiVersion: string,
    kind: string,
    options: ListOptions & { readonly resourceVersion?: string } = {},
  ): AsyncIterable<WatchEvent> {
    const { labelSelector, fieldSelector, resourceVersion, signal } = options;
    const path = collectionPath(await this.resource(apiVersion, kind), options.namespace ?? "");
    const query = { watch: "true", allowWatchBookmarks: "true", labelSelector, fieldSelector, resourceVersion };
    yield* this.cluster.watch({ method: "GET", path, query, signal });
  }

  /** The path of one object; `namespace` of the reference is left out for kinds of the whole cluster. */
  async path(ref: ObjectRef): Promise<string> {
    const fault = ref.name === "" ? "resource name may not be empty" : segmentFault("resource name", ref.name);
    if (fault !== undefined) throw new Error(fault);
    const resource = await this.resource(ref.apiVersion, ref.kind);
    return `${collectionPath(resource, ref.namespace)}/${encodeURIComponent(ref.name)}`;
  }

  #write(request: ApiRequest, options: WriteOptions): Promise<ApiResponse> {
    const { fieldManager, fieldValidation, signal } = options;
    const query = {
      ...request.query,
      fieldManager,
      fieldValidation,
      dryRun: options.dryRun === true ? "All" : undefined,
    };
    return this.cluster.request({ ...request, query, signal });
  }
}

export function collectionPath(resource: ApiResource, namespace: string): string {
  const isScoped = resource.namespaced && namespace !== "";
  const fault = isScoped ? segmentFault("namespace", namespace) : undefined;
  if (fault !== undefined) throw new Error(fault);
  const scope = isScoped ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${groupVersionPath(resource.apiVersion)}${scope}/${resource.name}`;
}

export function refOf(object: JsonObject): ObjectRef {
  const metadata = objectAt(object, "metadata");
  return {
    apiVersion: textAt(object, "apiVersion"),
    kind: textAt(object, "kind"),
    namespace: textAt(metadata, "namespace"),
    name: textAt(metadata, "name"),
  };
}

function written(response: ApiResponse): Written {
  return { object: asObject(response.body), warnings: response.warnings };
}

function asObject(body: JsonValue): JsonObject {
  if (isObject(body)) return body;
  throw new ApiError(
    500,
    "InternalError",
    `the server answered with something that is no object: ${typeof valueAt(body)}`,
  );
}

/** What cannot stand in a path, and would lead elsewhere (client-go rest/request.go; apimachinery api/validation/path). */
function segmentFault(what: string, name: string): string | undefined {
  const isDots = name === "." || name === "..";
  const faults = isDots ? [`may not be '${name}'`] : unfitFor(name).map((part) => `may not contain '${part}'`);
  return faults.length === 0 ? undefined : `invalid ${what} ${quote(name)}: [${faults.join(" ")}]`;
}

function unfitFor(name: string): string[] {
  return ["/", "%"].filter((part) => name.includes(part));
}
