/** How an index decodes from YAML: an entry is a Chart.yaml's fields and a few more (helm pkg/repo/v1/index.go). */
import { GoError, type Value } from "../../go/index.ts";
import { chartTypes } from "../chart/metadata.ts";
import { any, bool, decode, list, mapOf, struct, text } from "../decode.ts";
import type { Dialect } from "../dialect.ts";
import type { CompleteVersion } from "./chart-version.ts";
import { ZERO_TIME, canonicalTime } from "./go-time.ts";

const versionType = struct("repo.ChartVersion", {
  urls: list(text),
  created: text,
  removed: bool,
  digest: text,
  checksum: text,
  engine: text,
  tillerVersion: text,
  url: text,
});

export const indexType = struct("repo.IndexFile", {
  serverInfo: mapOf(any),
  apiVersion: text,
  generated: text,
  entries: mapOf(list(any)),
  publicKeys: list(text),
  annotations: mapOf(text),
});

/** Keys of each struct, for refusing others as strict decoding does. */
const KEYS = {
  index: ["serverInfo", "apiVersion", "generated", "entries", "publicKeys", "annotations"],
  version: [
    ...[
      "name",
      "home",
      "sources",
      "version",
      "description",
      "keywords",
      "maintainers",
      "icon",
      "apiVersion",
      "condition",
    ],
    ...["tags", "appVersion", "deprecated", "annotations", "kubeVersion", "dependencies", "type"],
    ...["urls", "created", "removed", "digest", "checksum", "engine", "tillerVersion", "url"],
  ],
  maintainer: ["name", "email", "url"],
  dependency: ["name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias"],
} as const;

function folded(keys: readonly string[]): ReadonlySet<string> {
  return new Set(keys.map((key) => key.toLowerCase()));
}

const FOLDED = {
  index: folded(KEYS.index),
  version: folded(KEYS.version),
  maintainer: folded(KEYS.maintainer),
  dependency: folded(KEYS.dependency),
};

/** Throws for the first key no field has: `json: unknown field "what"`. */
export function refuseUnknown(value: Value, kind: keyof typeof KEYS): void {
  if (!(value instanceof Map)) return;
  for (const key of [...value.keys()].sort()) {
    if (!FOLDED[kind].has(key.toLowerCase())) {
      throw new GoError(`error unmarshaling JSON: while decoding JSON: json: unknown field ${JSON.stringify(key)}`);
    }
    if (kind === "version") refuseUnknownBelow(key.toLowerCase(), value.get(key));
  }
}

function refuseUnknownBelow(key: string, value: Value): void {
  if (!Array.isArray(value)) return;
  if (key === "maintainers") for (const item of value) refuseUnknown(item, "maintainer");
  if (key === "dependencies") for (const item of value) refuseUnknown(item, "dependency");
}

/** One entry; a null one decodes to `undefined`. Throws `GoError` for wrong types. */
export function decodeVersion(value: Value, dialect: Dialect): CompleteVersion | undefined {
  if (value === null || value === undefined) return undefined;
  const metadata = decode(value, chartTypes(dialect).metadata);
  const { urls, created, ...own } = decode(value, versionType);
  return {
    ...own,
    metadata,
    name: metadata.name,
    version: metadata.version,
    appVersion: metadata.appVersion,
    description: metadata.description,
    keywords: metadata.keywords ?? [],
    urls: urls ?? [],
    created: decodeTime(created),
  };
}

export function decodeTime(written: string): string {
  return written === "" ? ZERO_TIME : canonicalTime(written);
}
