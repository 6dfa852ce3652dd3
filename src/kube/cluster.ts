/**
 * The port through which everything reaches a Kubernetes API server. Three implementations pass one shared suite
 * (test/cluster/conformance.ts): the HTTP client (`src/cluster`), the in-process sandbox, the sandbox over HTTP.
 */
import type { JsonValue } from "./json.ts";

export interface Cluster {
  /** One request. Throws `ApiError` for an answer of 400 and above, the transport's error where there is no answer. */
  request(request: ApiRequest): Promise<ApiResponse>;
  /** A watch until the server or the signal ends it. Throws as `request` does; an `ERROR` event becomes an `ApiError`. */
  watch(request: ApiRequest): AsyncIterable<WatchEvent>;
}

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the server's root, for example `/apis/apps/v1/namespaces/x/deployments/web`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: JsonValue;
  /** `application/json` unless said otherwise. */
  readonly contentType?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface ApiResponse {
  readonly status: number;
  /** The parsed answer; null where it was not JSON. */
  readonly body: JsonValue;
  readonly text: string;
  /** Texts of `Warning` headers, in order. */
  readonly warnings: readonly string[];
  /** The server's clock, as the `Date` header has it, where there is one. */
  readonly date?: string | undefined;
}

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK";
  readonly object: JsonValue;
}
