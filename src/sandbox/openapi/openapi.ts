/**
 * OpenAPI v3 and v2 over HTTP (kube-openapi pkg/handler3 and pkg/handler): the recorded documents, byte for byte, with custom kinds
 * added. A document that is asked for by its hash may be kept for ever.
 */
import { objectAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Kind } from "../schema/kinds.ts";
import { asText, type WireRequest, type WireResponse } from "../wire/request.ts";
import { customPart, type Part } from "./custom-documents.ts";
import { sorted } from "./custom-schemas.ts";
import { documentOf, documents, type Document, type Documents } from "./documents.ts";
import { swaggerProtobuf } from "./swagger-protobuf.ts";

const ROOT = "/openapi/v3";
const PROTOBUF = /application\/com\.github\.proto-openapi\.spec\.v2[.@]v1\.0\+protobuf/;

/** `custom` are the kinds that definitions add. */
export async function openapi(request: WireRequest, custom: readonly Kind[]): Promise<WireResponse> {
  const recorded = await documents();
  const path = request.path.replace(/\/$/, "");
  if (path === "/openapi/v2") return swagger(request, recorded, custom);
  if (path === ROOT) return served(documentOf(goJson(index(recorded, custom))), {});
  const place = path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : "";
  const found = isRecordedOnly(place) ? undefined : (recorded.get(place) ?? customDocument(place, recorded, custom));
  return found === undefined ? asText("404 page not found\n", 404) : groupVersion(request, place, found);
}

/** Those that are no documents of the server's. */
const isRecordedOnly = (name: string): boolean => name === "" || name === "v2" || name.startsWith("custom ");

function index(recorded: Documents, custom: readonly Kind[]): JsonObject {
  const places = [...new Set(custom.map(({ resource }) => `apis/${resource.apiVersion}`))];
  const all: [string, Document | undefined][] = [
    ...[...recorded].filter(([name]) => !isRecordedOnly(name)),
    ...places.map((place): [string, Document | undefined] => [place, customDocument(place, recorded, custom)]),
  ];
  const entries = all.map(([place, { hash = "" } = {}]): [string, JsonValue] => [
    place,
    { serverRelativeURL: urlOf(place, hash) },
  ]);
  return { paths: sorted(entries) };
}

const urlOf = (place: string, hash: string): string => `${ROOT}/${place}?hash=${hash}`;

function groupVersion({ query, accept }: WireRequest, place: string, document: Document): WireResponse {
  const headers: Record<string, string> = { Vary: "Accept" };
  if (accept !== "" && !/\*\/\*|application\/(json|\*)/.test(accept)) return { ...asText("", 406), headers };
  const hash = query["hash"] ?? "";
  if (hash !== "" && hash !== document.hash) return moved(urlOf(place, document.hash), headers);
  if (hash !== "") {
    headers["Cache-Control"] = "public, immutable";
    headers["Expires"] = inAYear();
  }
  return served(document, headers);
}

function moved(to: string, headers: Record<string, string>): WireResponse {
  return {
    ...asText(`<a href="${to}">Moved Permanently</a>.\n\n`, 301),
    contentType: "text/html; charset=utf-8",
    headers: { ...headers, Location: to },
  };
}

function inAYear(): string {
  const time = new Date();
  time.setUTCFullYear(time.getUTCFullYear() + 1);
  return time.toUTCString().replace("GMT", "UTC");
}

function served({ bytes, hash }: Document, headers: Readonly<Record<string, string>>): WireResponse {
  return { status: 200, body: null, bytes, warnings: [], headers: { ...headers, ETag: JSON.stringify(hash) } };
}

// --- custom kinds

function parsed(recorded: Documents, name: string): JsonObject {
  return JSON.parse(new TextDecoder().decode(recorded.get(name)?.bytes ?? new Uint8Array())) as JsonObject;
}

function customDocument(place: string, recorded: Documents, custom: readonly Kind[]): Document | undefined {
  const own = custom.filter(({ resource }) => `apis/${resource.apiVersion}` === place);
  if (own.length === 0) return undefined;
  const whole = parsed(recorded, "custom v3");
  const from: Part = { paths: objectAt(whole, "paths"), schemas: objectAt(whole, "components", "schemas") };
  const { paths, schemas } = customPart(from, own, "v3");
  return documentOf(goJson({ ...whole, paths, components: { schemas } }));
}

// --- v2

function swagger({ accept }: WireRequest, recorded: Documents, custom: readonly Kind[]): WireResponse {
  const isProtobuf = PROTOBUF.test(accept);
  const headers = { Vary: "Accept" };
  if (!isProtobuf && accept !== "" && !/\*\/\*|application\/(json|\*)/.test(accept))
    return { ...asText("", 406), headers };
  const whole = swaggerDocument(recorded, custom);
  if (!isProtobuf) return served(whole, headers);
  const bytes = swaggerProtobuf(JSON.parse(new TextDecoder().decode(whole.bytes)) as JsonObject);
  const contentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
  return { ...served({ bytes, hash: whole.hash }, headers), contentType };
}

function swaggerDocument(recorded: Documents, custom: readonly Kind[]): Document {
  const plain = recorded.get("v2");
  if (custom.length === 0 && plain !== undefined) return plain;
  const [whole, added] = [parsed(recorded, "v2"), parsed(recorded, "custom v2")];
  const from: Part = { paths: objectAt(added, "paths"), schemas: objectAt(added, "definitions") };
  const { paths, schemas } = customPart(from, custom, "v2");
  const merged = (part: string, more: JsonObject): JsonObject =>
    sorted([...Object.entries(objectAt(whole, part)), ...Object.entries(more)]);
  return documentOf(goJson({ ...whole, paths: merged("paths", paths), definitions: merged("definitions", schemas) }));
}

/** As Go's encoder, which escapes what HTML would read. */
function goJson(value: JsonValue): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
