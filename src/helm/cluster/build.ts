/**
 * From the text of manifests to objects that the server knows (helm pkg/kube/client.go, Build; cli-runtime's builder and mapper
 * 0.37, whose messages these are).
 */
import { GoError, Int, type Value } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import { quote } from "../../go/strconv/index.ts";
import {
  integer,
  isObject,
  NoKindMatchError,
  objectAt,
  textAt,
  toValue,
  writeJson,
  type ApiResource,
  type Discovery,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import type { ClusterPorts } from "./ports.ts";
import type { Resource } from "./resource.ts";

export interface BuildOptions {
  /** Kinds and versions are looked at before anything else. */
  readonly validate: boolean;
}

type Ports = Pick<ClusterPorts, "objects" | "namespace">;

/** Throws `GoError`: one fault as it is, several in brackets. */
export async function build(manifests: string, ports: Ports, { validate }: BuildOptions): Promise<Resource[]> {
  const resources: Resource[] = [];
  const faults: string[] = [];
  for (const document of manifests.split(/^---.*$/m)) {
    const parsed = parse(document, faults);
    if (parsed === "stop") break;
    if (parsed === null) continue;
    const invalid = validate ? typeFault(parsed) : undefined;
    if (invalid !== undefined) {
      faults.push(`error validating "": error validating data: ${invalid}`);
      break;
    }
    await collect(parsed, { ports, resources, faults });
  }
  if (faults.length === 0) return resources;
  const distinct = [...new Set(faults)];
  throw new GoError(distinct.length === 1 ? (distinct[0] ?? "") : `[${distinct.join(", ")}]`);
}

/** Only a document that has so many digits where a value begins may have an integer that no number can hold. */
const MANY_DIGITS = /(?:^|[\s[,]|["']:)[-+]?(?:\d[\d_]{15}|0x[\da-fA-F_]{14})/;

/** What cannot be read ends the stream. */
function parse(document: string, faults: string[]): JsonValue | "stop" {
  try {
    return toJson(unmarshal(document, { ints: MANY_DIGITS.test(document) }));
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    faults.push(`error parsing : ${error.message}`);
    return "stop";
  }
}

function toJson(value: Value): JsonValue {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, child]) => [key, toJson(child)]));
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Int) return integer(value.value);
  return typeof value === "object" || value === undefined ? null : value;
}

function typeFault(object: JsonValue): string | undefined {
  if (!isObject(object)) return "invalid object to validate";
  const faults = (["apiVersion", "kind"] as const).flatMap((field) => {
    const value = object[field];
    if (value === undefined || value === null) return [`${field} not set`];
    return typeof value === "string" ? [] : [`${field} isn't string type`];
  });
  return faults.length > 1 ? `[${faults.join(", ")}]` : faults[0];
}

interface Collection {
  readonly ports: Ports;
  readonly resources: Resource[];
  readonly faults: string[];
}

/** Lists are taken apart. */
async function collect(object: JsonValue, into: Collection): Promise<void> {
  const fault = isObject(object) ? shapeFault(object) : missingKind(object);
  if (!isObject(object) || fault !== undefined) {
    into.faults.push(`unable to decode "": ${fault ?? ""}`);
    return;
  }
  try {
    const { items } = object;
    const mapping = await mappingOf(object, into.ports.objects.discovery);
    if (Array.isArray(items)) for (const item of items) await collect(item, into);
    else into.resources.push(resourceOf(object, mapping, into.ports.namespace));
  } catch (error) {
    if (!(error instanceof NoKindMatchError)) throw error;
    const { name, namespace } = objectAt(object, "metadata");
    const [nameText, namespaceText] = [name, namespace].map((one) => quote(typeof one === "string" ? one : ""));
    into.faults.push(
      `resource mapping not found for name: ${nameText} namespace: ${namespaceText} from "": ${error.message}\nensure CRDs are installed first`,
    );
  }
}

function missingKind(object: JsonValue): string {
  return `Object 'Kind' is missing in '${writeJson(object)}'`;
}

/** What of an object's head cannot be decoded: apimachinery looks at the types of its metadata. */
function shapeFault(object: JsonObject): string | undefined {
  if (textAt(object, "kind") === "") return `Object 'Kind' is missing in '${marshal(toValue(object))}'`;
  const metadata = object["metadata"];
  if (!isObject(metadata)) {
    const isFine = metadata === undefined || metadata === null;
    return isFine ? undefined : typeFaultOf(metadata, "metadataOnlyObject.metadata", "v1.ObjectMeta");
  }
  for (const [field, value] of Object.entries(metadata)) {
    const fault = fieldFault(field, value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const TEXTS = ["name", "generateName", "namespace", "selfLink", "uid", "resourceVersion"];

function fieldFault(field: string, value: JsonValue): string | undefined {
  const place = `ObjectMeta.metadata.${field}`;
  if (value === null) return undefined;
  if (TEXTS.includes(field)) return typeof value === "string" ? undefined : typeFaultOf(value, place, goText(field));
  if (field !== "labels" && field !== "annotations") return undefined;
  if (!isObject(value)) return typeFaultOf(value, place, "map[string]string");
  const wrong = Object.values(value).find((one) => typeof one !== "string" && one !== null);
  return wrong === undefined ? undefined : typeFaultOf(wrong, place, "string");
}

function goText(field: string): string {
  return field === "uid" ? "types.UID" : "string";
}

function typeFaultOf(value: JsonValue, place: string, type: string): string {
  return `json: cannot unmarshal ${kindOf(value)} into Go struct field ${place} of type ${type}`;
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "number";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** Every version that is served has a kind `List`. */
async function mappingOf(object: JsonObject, discovery: Discovery): Promise<ApiResource> {
  const [apiVersion, kind] = [textAt(object, "apiVersion"), textAt(object, "kind")];
  const found = await discovery.find(apiVersion, kind);
  if (found !== undefined) return found;
  const served = (await discovery.resources()).some((one) => one.apiVersion === apiVersion);
  if (kind !== "List" || !served) throw new NoKindMatchError(apiVersion, kind);
  return { apiVersion, kind, name: "lists", namespaced: false, verbs: [], subresources: [], subresourceKinds: [] };
}

function resourceOf(object: JsonObject, mapping: ApiResource, namespace: string): Resource {
  const metadata = objectAt(object, "metadata");
  const own = textAt(metadata, "namespace");
  const name = textAt(metadata, "name");
  if (!mapping.namespaced || own !== "") return { object, mapping, namespace: own, name };
  return { object: { ...object, metadata: { ...metadata, namespace } }, mapping, namespace, name };
}
