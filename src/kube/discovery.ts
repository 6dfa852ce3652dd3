/**
 * What an API server serves: its version, and for each kind the path of its objects. Uses aggregated discovery (two
 * requests) and falls back to one request a group version. Asked for once per run and kept.
 */
import { isApiError } from "./api-error.ts";
import type { Cluster } from "./cluster.ts";
import { listAt, textAt, valueAt, type JsonValue } from "./json.ts";

export interface ApiResource {
  /** `v1`, `apps/v1`, ... */
  readonly apiVersion: string;
  readonly kind: string;
  /** The plural in paths. */
  readonly name: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly string[];
  /** Kinds that its subresources are written and read as: `Scale`, `Eviction`, ... */
  readonly subresourceKinds: readonly string[];
}

export interface ServerVersion {
  readonly major: string;
  readonly minor: string;
  readonly gitVersion: string;
}

const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

const VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

const ALWAYS_SERVED: ReadonlyMap<string, ApiResource> = new Map(
  ["ConfigMap", "Event", "Namespace", "Pod", "Secret", "Service"].map((kind) => [
    kind,
    {
      apiVersion: "v1",
      kind,
      name: `${kind.toLowerCase()}s`,
      namespaced: kind !== "Namespace",
      verbs: VERBS,
      subresources: kind === "Pod" ? ["log", "status"] : [],
      subresourceKinds: [],
    },
  ]),
);

export class Discovery {
  readonly #cluster: Cluster;
  #version: Promise<ServerVersion> | undefined;
  #resources: Promise<readonly ApiResource[]> | undefined;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** The server's version. The first call is also the test whether the cluster can be reached. */
  version(): Promise<ServerVersion> {
    return (this.#version ??= this.#readVersion());
  }

  /** Everything the server serves, groups in its order of preference. */
  resources(): Promise<readonly ApiResource[]> {
    return (this.#resources ??= this.#readResources());
  }

  /** The kinds that every server has are known without asking. */
  async find(apiVersion: string, kind: string): Promise<ApiResource | undefined> {
    const known = apiVersion === "v1" ? ALWAYS_SERVED.get(kind) : undefined;
    if (known !== undefined) return known;
    return (await this.resources()).find((one) => one.apiVersion === apiVersion && one.kind === kind);
  }

  /** Forgets what is served, after a CustomResourceDefinition was made. */
  invalidate(): void {
    this.#resources = undefined;
  }

  async #readVersion(): Promise<ServerVersion> {
    const { body } = await this.#cluster.request({ method: "GET", path: "/version" });
    return { major: textAt(body, "major"), minor: textAt(body, "minor"), gitVersion: textAt(body, "gitVersion") };
  }

  async #readResources(): Promise<readonly ApiResource[]> {
    const roots = await Promise.all(["/api", "/apis"].map((path) => this.#read(path)));
    if (roots.every((root) => textAt(root, "kind") === "APIGroupDiscoveryList")) return roots.flatMap(fromAggregated);
    const [core = null, groups = null] = roots;
    const versions = [
      ...listAt(core, "versions").map(String),
      ...listAt(groups, "groups").flatMap((group) =>
        listAt(group, "versions").map((one) => textAt(one, "groupVersion")),
      ),
    ];
    return (await Promise.all(versions.map((version) => this.#readVersionResources(version)))).flat();
  }

  async #read(path: string): Promise<JsonValue> {
    return (await this.#cluster.request({ method: "GET", path, accept: AGGREGATED })).body;
  }

  /** An API service that is down hides its own kinds only. */
  async #readVersionResources(apiVersion: string): Promise<ApiResource[]> {
    try {
      return fromList(apiVersion, await this.#read(groupVersionPath(apiVersion)));
    } catch (error) {
      if (isApiError(error)) return [];
      throw error;
    }
  }
}

/** `/api/v1` or `/apis/GROUP/VERSION`. */
export function groupVersionPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function fromAggregated(root: JsonValue): ApiResource[] {
  return listAt(root, "items").flatMap((group) => {
    const name = textAt(group, "metadata", "name");
    return listAt(group, "versions").flatMap((version) => {
      const apiVersion = name === "" ? textAt(version, "version") : `${name}/${textAt(version, "version")}`;
      return listAt(version, "resources").map((resource) => ({
        apiVersion,
        kind: textAt(resource, "responseKind", "kind"),
        name: textAt(resource, "resource"),
        namespaced: textAt(resource, "scope") === "Namespaced",
        verbs: listAt(resource, "verbs").map(String),
        subresources: listAt(resource, "subresources").map((one) => textAt(one, "subresource")),
        subresourceKinds: listAt(resource, "subresources").map((one) => textAt(one, "responseKind", "kind")),
      }));
    });
  });
}

function fromList(apiVersion: string, list: JsonValue): ApiResource[] {
  const all = listAt(list, "resources");
  const named = all.map((one) => ({ name: textAt(one, "name"), one }));
  const below = (name: string) => named.filter((other) => other.name.startsWith(`${name}/`));
  return named
    .filter(({ name }) => !name.includes("/"))
    .map(({ name, one }) => ({
      apiVersion,
      kind: textAt(one, "kind"),
      name,
      namespaced: valueAt(one, "namespaced") === true,
      verbs: listAt(one, "verbs").map(String),
      subresources: below(name).map((other) => other.name.slice(name.length + 1)),
      subresourceKinds: below(name).map((other) => textAt(other.one, "kind")),
    }));
}
