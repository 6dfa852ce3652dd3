/** What is asked, and what is answered, apart from how it travels. */
import type { JsonObject, JsonValue } from "../../kube/index.ts";
import type { Reading } from "./body.ts";

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly accept: string;
  readonly contentType: string;
  /** Undefined where none was sent. */
  readonly body: JsonValue | undefined;
  /** Of a body that came as bytes. */
  readonly reading?: Reading;
  readonly userAgent: string;
  /** Who asks, where someone acts as another. */
  readonly user?: User;
}

export interface User {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

export interface WireResponse {
  readonly status: number;
  readonly body: JsonValue;
  /** Instead of the body: logs, health. */
  readonly text?: string;
  /** Instead of both: documents as they are kept. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** `application/json` unless said otherwise. */
  readonly contentType?: string;
  readonly warnings: readonly string[];
}

/** Which object, or which objects. */
export interface Target {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  /** Empty for kinds of the whole cluster, and for all namespaces. */
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
}

/** The parts of a path of objects; undefined for any other path. */
export function parseTarget(path: string): Target | undefined {
  const words = path.split("/").slice(1).map(decodeURIComponent);
  const isCore = words[0] === "api";
  if (!isCore && words[0] !== "apis") return undefined;
  const [group, version = "", ...rest] = isCore ? ["", ...words.slice(1)] : words.slice(1);
  const of = { group: group ?? "", version, apiVersion: isCore ? version : `${group}/${version}` };
  if (rest.length === 0 || rest[0] === "") return undefined;
  const isWithin = rest[0] === "namespaces" && rest.length > 2 && !NAMESPACE_SUBRESOURCES.has(rest[2] ?? "");
  const [namespace = "", ...below] = isWithin ? rest.slice(1) : ["", ...rest];
  const [resource = "", name = "", ...subresource] = below;
  return { ...of, resource, namespace, name, subresource: subresource.join("/") };
}

const NAMESPACE_SUBRESOURCES = new Set(["status", "finalize"]);

export function answer(body: JsonValue, status = 200, warnings: readonly string[] = []): WireResponse {
  return { status, body, warnings };
}

export function asText(text: string, status = 200): WireResponse {
  return { status, body: null, text, warnings: [] };
}

export function success(details: JsonObject): JsonObject {
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details };
}

/** Any value but false asks for it, as Go reads a query; one object by its name is not watched. */
export function isWatch({ method, query, path }: Pick<WireRequest, "method" | "query" | "path">): boolean {
  const asked = query["watch"];
  if ((parseTarget(path)?.name ?? "") !== "") return false;
  return method === "GET" && asked !== undefined && asked !== "0" && asked.toLowerCase() !== "false";
}
