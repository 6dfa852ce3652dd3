/** Writing an index: as YAML with sorted keys, or as indented JSON in the order of the structs (helm pkg/repo/v1/index.go). */
import { marshalIndent } from "../../go/json/index.ts";
import type { GoMap, Value } from "../../go/index.ts";
import * as yaml from "../../yaml/index.ts";
import { metadataToJson, sortedMap } from "../chart/metadata-json.ts";
import type { CompleteVersion } from "./chart-version.ts";
import type { CompleteIndex } from "./index-file.ts";

export function formatIndex(index: CompleteIndex, options: { format: "yaml" | "json" }): string {
  const json = indexToJson(index);
  return options.format === "yaml" ? yaml.marshal(json) : marshalIndent(json, { indent: "  ", sortKeys: false });
}

function indexToJson(index: CompleteIndex): GoMap {
  const entries = new Map([...index.entries].map(([name, versions]) => [name, versions.map(versionToJson)]));
  const json: GoMap = new Map();
  if (index.serverInfo.size > 0) json.set("serverInfo", sortedMap(index.serverInfo));
  json.set("apiVersion", index.apiVersion);
  json.set("generated", index.generated);
  json.set("entries", sortedMap<Value>(entries));
  if (index.publicKeys.length > 0) json.set("publicKeys", [...index.publicKeys]);
  if (index.annotations.size > 0) json.set("annotations", sortedMap(index.annotations));
  return json;
}

function versionToJson(version: CompleteVersion): GoMap {
  const json: GoMap = metadataToJson(version.metadata);
  json.set("urls", version.urls.length === 0 ? null : [...version.urls]);
  json.set("created", version.created);
  if (version.removed) json.set("removed", true);
  for (const key of ["digest", "checksum", "engine", "tillerVersion", "url"] as const) {
    if (version[key] !== "") json.set(key, version[key]);
  }
  return json;
}
