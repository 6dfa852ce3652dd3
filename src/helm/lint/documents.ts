/** The documents of a manifest as apimachinery's YAMLOrJSONDecoder hands them to Helm's linter. */
import * as json from "../../go/json/index.ts";
import { GoError, type Value } from "../../go/index.ts";
import * as yaml from "../../yaml/index.ts";
import { type Decoded, decode, struct, text } from "../../yaml/typed/index.ts";
import type { Dialect } from "../dialect.ts";
import { DocumentReader } from "../loader/documents.ts";
import { isBlank, trimLeft } from "../../go/unicode/index.ts";
import { jsonPrefixEnd } from "../strvals/json-prefix.ts";

const metadata = { helm3: "rules.k8sYamlMetadata", helm4: "rules.k8sYamlMetadata" } as const;

function describe(dialect: Dialect) {
  return struct(dialect === "helm4" ? "rules.k8sYamlStruct" : "rules.K8sYamlStruct", {
    apiVersion: text,
    kind: ["Kind", text],
    metadata: ["Metadata", struct(metadata[dialect], { namespace: ["Namespace", text], name: ["Name", text] })],
  });
}

const HEAD = { helm3: describe("helm3"), helm4: describe("helm4") };

const WANTED = new Set(["apiversion", "kind", "metadata", "namespace", "name"]);

export type Head = Decoded<(typeof HEAD)["helm4"]>;

/** The heads of all documents that hold anything. The generator throws `GoError` where one cannot be read, and is then done. */
export function* readDocuments(manifest: string, dialect: Dialect): Generator<Head> {
  const read = trimLeft(manifest).startsWith("{") ? readJsonStream(manifest) : { values: [], rest: manifest };
  for (const value of read.values) yield decode(value, HEAD[dialect], { plainNumbers: true });
  let first = true;
  const documents = new DocumentReader(read.rest);
  for (let document = documents.next(); document !== undefined; document = documents.next()) {
    const value = readYaml(document.text, first ? read.error : undefined);
    first = false;
    if (value !== null) yield decode(value, HEAD[dialect], { plainNumbers: true });
  }
}

/** Where a text is neither JSON nor YAML, the decoder tells what is wrong with it as JSON. */
function readYaml(document: string, jsonError: GoError | undefined): Value {
  try {
    return yaml.unmarshal(document, { wanted: WANTED });
  } catch (error) {
    throw jsonError ?? error;
  }
}

interface JsonStream {
  readonly values: readonly Value[];
  /** What follows, to be read as YAML. */
  readonly rest: string;
  readonly error?: GoError | undefined;
}

/** JSON objects one after another, as far as they go. */
function readJsonStream(manifest: string): JsonStream {
  const values: Value[] = [];
  let rest = manifest;
  while (!isBlank(rest)) {
    const end = jsonPrefixEnd(rest) ?? rest.length;
    try {
      values.push(json.unmarshal(rest.slice(0, end)));
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      return { values, rest, error: streamError(error, manifest.length - rest.length) };
    }
    rest = rest.slice(end);
  }
  return { values, rest: "" };
}

function streamError(error: GoError, start: number): GoError {
  if (error instanceof json.JsonSyntaxError)
    return new GoError(`json: offset ${start + error.offset}: ${error.message}`);
  return error.message === "unexpected end of JSON input" ? new GoError("unexpected EOF") : error;
}
