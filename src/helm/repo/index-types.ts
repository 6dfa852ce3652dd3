/** How an index decodes from YAML: an entry is a Chart.yaml's fields and a few more (helm pkg/repo/v1/index.go). */
import type { Value } from "../../go/index.ts";
import { chartTypes } from "../chart/metadata.ts";
import {
  any,
  bool,
  decode,
  type Decoded,
  list,
  mapOf,
  pointer,
  readDocument,
  struct,
  structEmbedding,
  text,
  time,
} from "../../yaml/typed/index.ts";
import type { Dialect } from "../dialect.ts";
import type { CompleteVersion } from "./chart-version.ts";

function describe(dialect: Dialect) {
  const version = structEmbedding("repo.ChartVersion", {
    property: "metadata",
    embedded: chartTypes(dialect).metadata,
    fields: {
      urls: list(text),
      created: time,
      removed: bool,
      digest: text,
      checksum: text,
      engine: text,
      tillerVersion: text,
      url: text,
    },
  });
  const versions = list(pointer(version), "repo.ChartVersions");
  const index = struct("repo.IndexFile", {
    serverInfo: mapOf(any),
    apiVersion: text,
    generated: time,
    entries: mapOf(versions),
    publicKeys: list(text),
    annotations: mapOf(text),
  });
  return { version, versions, index };
}

type Types = ReturnType<typeof describe>;
export type DecodedVersion = Decoded<Types["version"]>;
type DecodedIndex = Decoded<Types["index"]>;

const known: Partial<Record<Dialect, Types>> = {};

function indexTypes(dialect: Dialect): Types {
  return (known[dialect] ??= describe(dialect));
}

/** A YAML index, or a part of its outermost map, to be decoded. Throws `GoError`. */
export function readIndexDocument(content: string, dialect: Dialect): Value {
  return readDocument(content, indexTypes(dialect).index, { strict: true }).typed;
}

/** The same of a list of entries. Throws `GoError`. */
export function readVersionsDocument(content: string, dialect: Dialect): Value {
  return readDocument(content, indexTypes(dialect).versions, { strict: true }).typed;
}

/** Only YAML is read strictly. Throws `GoError`. */
export function decodeIndex(value: Value, { dialect, isJson }: { dialect: Dialect; isJson: boolean }): DecodedIndex {
  return decode(value, indexTypes(dialect).index, { isJson, strict: !isJson });
}

/** One entry of a YAML index. Throws `GoError`. */
export function decodeVersion(value: Value, dialect: Dialect): DecodedVersion | null {
  return decode(value, pointer(indexTypes(dialect).version), { strict: true });
}

/** An entry that was found good, which cleans its texts. */
export function completed({ metadata, urls, ...own }: DecodedVersion): CompleteVersion {
  const { name, version, appVersion, description, keywords } = metadata;
  return {
    ...own,
    ...{ metadata, name, version, appVersion, description },
    keywords: keywords ?? [],
    urls: urls ?? [],
  };
}
