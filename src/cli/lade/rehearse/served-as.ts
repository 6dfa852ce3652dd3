/** The stage, which serves no more than the cluster that it stands for: what was removed there is missing here, too. */
import {
  isObject,
  listAt,
  objectAt,
  textAt,
  type ApiRequest,
  type ApiResource,
  type ApiResponse,
  type Cluster,
  type JsonObject,
  type JsonValue,
  type ServerVersion,
} from "../../../kube/index.ts";
import type { Stage } from "../../../helm/rehearse/index.ts";

export interface Served {
  readonly resources: readonly ApiResource[];
  readonly version: ServerVersion;
  /** Told of what the server warns of. */
  warn(warning: string): void;
}

export function servedAs(stage: Pick<Stage, "cluster" | "objects">, { resources, version, warn }: Served): Cluster {
  const known = new Set(resources.map(({ apiVersion, name }) => `${apiVersion} ${name}`));
  const definitions = (): Set<string> =>
    new Set(
      stage
        .objects()
        .filter((one) => one["kind"] === "CustomResourceDefinition")
        .map((one) => textAt(one, "metadata", "name")),
    );
  const request = async (asked: ApiRequest): Promise<ApiResponse> => {
    const answer = await stage.cluster.request(asked);
    for (const warning of answer.warnings) warn(warning);
    if (asked.path === "/version") return { ...answer, body: { ...objectAt(answer.body), ...version } };
    if (asked.path !== "/api" && asked.path !== "/apis") return answer;
    return { ...answer, body: withoutUnknown(answer.body, known, definitions()) };
  };
  return { request, watch: (asked) => stage.cluster.watch(asked) };
}

/** Of an APIGroupDiscoveryList. Custom kinds come and go with their definitions, here as there. */
function withoutUnknown(body: JsonValue, known: ReadonlySet<string>, definitions: ReadonlySet<string>): JsonValue {
  if (!isObject(body)) return body;
  const items = listAt(body, "items").map((group) => {
    const name = textAt(group, "metadata", "name");
    const versions = listAt(group, "versions").map((version) => {
      const apiVersion = [name, textAt(version, "version")].filter((part) => part !== "").join("/");
      const isKnown = (resource: JsonValue): boolean => {
        const plural = textAt(resource, "resource");
        return known.has(`${apiVersion} ${plural}`) || definitions.has(`${plural}.${name}`);
      };
      return { ...(version as JsonObject), resources: listAt(version, "resources").filter(isKnown) };
    });
    return { ...(group as JsonObject), versions };
  });
  return { ...body, items };
}
