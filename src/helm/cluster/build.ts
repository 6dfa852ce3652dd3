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
  listAt,
  NoKindMatchError,
  objectAt,
  textAt,
  toValue,
  valueAt,
  type ApiResource,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import { DocumentReader } from "../loader/documents.ts";
import { mappingOf } from "./mapping.ts";
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
  for (const parsed of parsedDocuments(manifests, faults)) {
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
function* parsedDocuments(manifests: string, faults: string[]): Generator<JsonValue> {
  try {
    const reader = new DocumentReader(manifests);
    for (let document = reader.next(); document !== undefined; document = reader.next()) {
      yield toJson(unmarshal(document.text, { ints: MANY_DIGITS.test(document.text) }));
    }
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    faults.push(`error parsing : ${error.message}`);
  }
}

function toJson(value: Value): JsonValue {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, child]) => [key, toJson(child)]));
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Int) return integer(value.value);
  return typeof value === "object" || value === undefined ? null : value;
}

/** Of a `List`, what of its items is wrong. */
function typeFault(object: JsonValue): string | undefined {
  const own = typeFaults(object);
  const isList = own.length === 0 && textAt(object, "apiVersion") === "v1" && textAt(object, "kind") === "List";
  const faults = isList ? listFaults(valueAt(object, "items")) : own;
  return faults.length > 1 ? `[${faults.join(", ")}]` : faults[0];
}

function listFaults(items: JsonValue | undefined): string[] {
  return Array.isArray(items) ? [...new Set(items.flatMap(typeFaults))] : [NOTHING_TO_VALIDATE];
}

const NOTHING_TO_VALIDATE = "invalid object to validate";

function typeFaults(object: JsonValue): string[] {
  if (!isObject(object)) return [NOTHING_TO_VALIDATE];
  return (["apiVersion", "kind"] as const).flatMap((field) => {
    const value = object[field];
    if (value === undefined || value === null) return [`${field} not set`];
    return typeof value === "string" ? [] : [`${field} isn't string type`];
  });
}

interface Collection {
  readonly ports: Ports;
  readonly resources: Resource[];
  readonly faults: string[];
}

async function collect(object: JsonValue, into: Collection): Promise<void> {
  const fault = isObject(object) ? (itemsFault(object) ?? shapeFault(object)) : detectorFault(object);
  if (!isObject(object) || fault !== undefined) {
    into.faults.push(`unable to decode "": ${fault ?? ""}`);
    return;
  }
  try {
    const mapping = await mapped(object, into.ports);
    if ("items" in object) await collectItems(object, into);
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

function mapped(object: JsonObject, { objects }: Ports): Promise<ApiResource> {
  return mappingOf(textAt(object, "apiVersion"), textAt(object, "kind"), objects.discovery);
}

/** Whatever has `items` is a list, which is taken apart. */
async function collectItems(list: JsonObject, { ports, resources, faults }: Collection): Promise<void> {
  const items = listAt(list, "items").map((item) => itemOf(list, isObject(item) ? item : {}));
  if (items.some((item) => Array.isArray(item["items"]))) {
    faults.push("*unstructured.Unstructured is not a list: no Items field in this object");
    return;
  }
  for (const item of items) {
    const missing = missingOf(item);
    if (missing !== undefined) faults.push(`${NO_TYPE}: ${missing}`);
    else {
      try {
        resources.push(resourceOf(item, await mapped(item, ports), ports.namespace));
      } catch (error) {
        if (!(error instanceof NoKindMatchError)) throw error;
        faults.push(`unable to recognize ${error.message}`);
      }
    }
  }
}

const NO_TYPE = 'unable to get type info from the object "*unstructured.Unstructured"';

/** An item that says neither kind nor version has the list's. */
function itemOf(list: JsonObject, item: JsonObject): JsonObject {
  if (textAt(item, "kind") !== "" || textAt(item, "apiVersion") !== "") return item;
  return { ...item, apiVersion: textAt(list, "apiVersion"), kind: textAt(list, "kind").replace(/List$/, "") };
}

function missingOf(item: JsonObject): string | undefined {
  if (textAt(item, "kind") === "") return "Object 'Kind' is missing in 'object has no kind field '";
  if (textAt(item, "apiVersion") !== "") return undefined;
  return "Object 'apiVersion' is missing in 'object has no apiVersion field'";
}

function detectorFault(value: JsonValue): string {
  return `json: cannot unmarshal ${kindOf(value)} into Go value of type unstructured.detector`;
}

function itemsFault({ items = null }: JsonObject): string | undefined {
  if (items === null) return undefined;
  if (!Array.isArray(items)) return typeFaultOf(items, "decodeList.items", "[]json.RawMessage");
  const odd = items.find((item) => item !== null && !isObject(item));
  return odd === undefined
    ? undefined
    : `json: cannot unmarshal ${kindOf(odd)} into Go value of type map[string]interface {}`;
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

function resourceOf(object: JsonObject, mapping: ApiResource, namespace: string): Resource {
  const metadata = objectAt(object, "metadata");
  const own = textAt(metadata, "namespace");
  const name = textAt(metadata, "name");
  if (!mapping.namespaced || own !== "") return { object, mapping, namespace: own, name };
  return { object: { ...object, metadata: { ...metadata, namespace } }, mapping, namespace, name };
}
