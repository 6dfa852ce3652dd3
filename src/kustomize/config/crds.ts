/** `crds`: OpenAPI definitions whose extensions say which fields hold names, labels, annotations (api 0.21, loadconfigfromcrds.go). */
import { isMap, type GoMap, type Value } from "../../go/index.ts";
import { unmarshal as unmarshalJson } from "../../go/json/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import { KustomizeError, within } from "../error.ts";
import type { FieldSpecEntry } from "../kustomization/types.ts";
import type { Loader } from "../load/loader.ts";
import { faultOfDefinitions } from "./check-crds.ts";
import { EMPTY_CONFIG, configOf, mergeConfigs, type TransformerConfig } from "./transformer-config.ts";

const DEPTH_MAX = 100;

export function loadCrdConfigs(loader: Loader, paths: readonly string[]): TransformerConfig {
  let config = EMPTY_CONFIG;
  for (const path of paths) {
    const text = loader.readText(path);
    const types = within(`unable to parse open API definition from '${path}'`, () => parseTypes(text));
    config = mergeConfigs(config, configOfTypes(types));
  }
  return config;
}

/** What begins like JSON is read as such. Throws Go's error for what is no map of definitions. */
function parseTypes(text: string): GoMap {
  const fromYaml = !text.startsWith("{");
  const repeated = new Map<GoMap, string>();
  const onRepeated = (object: GoMap, key: string): void => {
    if (!repeated.has(object)) repeated.set(object, key);
  };
  const types = fromYaml ? unmarshal(text) : unmarshalJson(text, { onRepeated });
  const fault = faultOfDefinitions(types, { fromYaml, repeated });
  if (fault === undefined) return mapOf(types);
  throw new KustomizeError(fromYaml ? `error unmarshaling JSON: while decoding JSON: ${fault}` : fault);
}

function configOfTypes(types: GoMap): TransformerConfig {
  let config = EMPTY_CONFIG;
  for (const name of [...types.keys()].sort()) {
    const properties = propertiesOf(types, name);
    if (!["kind", "apiVersion", "metadata"].every((property) => properties.has(property))) continue;
    const found: Found = { commonAnnotations: [], commonLabels: [], namePrefix: [], nameReference: [] };
    collect({ types, kind: name.split(".").at(-1) ?? "", found }, name, []);
    config = mergeConfigs(config, configOf({ ...found }));
  }
  return config;
}

interface Found {
  readonly commonAnnotations: FieldSpecEntry[];
  readonly commonLabels: FieldSpecEntry[];
  readonly namePrefix: FieldSpecEntry[];
  readonly nameReference: (FieldSpecEntry & { fieldSpecs: FieldSpecEntry[] })[];
}

interface Collection {
  readonly types: GoMap;
  readonly kind: string;
  readonly found: Found;
}

function collect(collection: Collection, type: string, path: readonly string[]): void {
  if (path.length > DEPTH_MAX) return;
  const { types, kind, found } = collection;
  for (const [name, value] of propertiesOf(types, type)) {
    const property = mapOf(value);
    const here = [...path, name];
    const spec = { kind, path: here.join("/"), create: false };
    if (isText(property.get("x-kubernetes-annotation"))) found.commonAnnotations.push(spec);
    if (isText(property.get("x-kubernetes-label-selector"))) found.commonLabels.push(spec);
    if (isText(property.get("x-kubernetes-identity"))) found.namePrefix.push(spec);
    const reference = referenceOf(property, { kind, here });
    if (reference !== undefined) found.nameReference.push(reference);
    const ref = property.get("$ref");
    if (isText(ref)) collect(collection, ref, here);
  }
}

function referenceOf(
  property: GoMap,
  { kind, here }: { kind: string; here: readonly string[] },
): Found["nameReference"][number] | undefined {
  const version = property.get("x-kubernetes-object-ref-api-version");
  const target = property.get("x-kubernetes-object-ref-kind");
  if (!isText(version) || !isText(target)) return undefined;
  const key = property.get("x-kubernetes-object-ref-name-key");
  const path = [...here, isText(key) ? key : "name"].join("/");
  return { kind: target, version, fieldSpecs: [{ kind, path, create: false }] };
}

function propertiesOf(types: GoMap, type: string): GoMap {
  return mapOf(mapOf(mapOf(types.get(type)).get("Schema") ?? mapOf(types.get(type)).get("schema")).get("properties"));
}

function isText(value: Value): value is string {
  return typeof value === "string";
}

function mapOf(value: Value): GoMap {
  return isMap(value) ? value : new Map<string, Value>();
}
