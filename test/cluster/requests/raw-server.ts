/** A real API server without a client's help: nothing is sent twice, and no refusal is taken for the echo of an answer that was lost. */
import { readFileSync } from "node:fs";
import {
  apiError,
  listAt,
  textAt,
  type ApiRequest,
  type ApiResponse,
  type JsonValue,
} from "../../../src/kube/index.ts";

export class RawServer {
  readonly #address: string;
  readonly #token: string;
  /** How long it takes until a definition that was written is heeded. */
  readonly heedsMs = 1200;

  /** The kubeconfig that test/cluster/control-plane.ts writes: JSON, with a token. */
  constructor(kubeconfig: string) {
    const config = JSON.parse(readFileSync(kubeconfig, "utf8")) as JsonValue;
    this.#address = textAt(listAt(config, "clusters")[0], "cluster", "server");
    this.#token = textAt(listAt(config, "users")[0], "user", "token");
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    const { method, path, query = {}, body, contentType = "application/json", accept = "application/json" } = request;
    const url = new URL(path, this.#address);
    for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, value);
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, "user-agent": "lade", "content-type": contentType, accept },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      tls: { rejectUnauthorized: false },
    });
    const { status, headers } = response;
    const text = await response.text();
    const answered = parsed(text);
    if (status >= 400) throw apiError(status, { body: answered, text }, request);
    return { status, body: answered, text, warnings: warningsOf(headers.get("warning") ?? "") };
  }
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}

function warningsOf(header: string): string[] {
  return [...header.matchAll(/299 - ("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => JSON.parse(text) as string);
}
