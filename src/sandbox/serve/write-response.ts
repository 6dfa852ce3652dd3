/** Answers over HTTP: in the form that is asked for, compressed where that is worth it. */
import { isObject, numberAt, writeJson } from "../../kube/index.ts";
import { jsonText } from "../storage/json-text.ts";
import { layoutOf } from "../wire/negotiate.ts";
import type { WireRequest, WireResponse } from "../wire/request.ts";

interface Content {
  readonly type: string;
  readonly bytes: string | Uint8Array<ArrayBuffer>;
}

/** For answers to what could not be read. */
export function httpResponse(response: WireResponse): Response {
  return respond(response, contentOf(response));
}

export async function laidOut(response: WireResponse, request: WireRequest, headers: Headers): Promise<Response> {
  return respond(response, await contentFor(response, request), headers.get("accept-encoding") ?? "");
}

/** As the real server's: what is shorter goes as it is. */
const COMPRESSED_BYTES_MIN = 128 << 10;

function respond(response: WireResponse, { type, bytes }: Content, encodings = ""): Response {
  const { status, warnings, headers: more = {} } = response;
  const headers = new Headers({ "Cache-Control": "no-cache, private", ...more });
  for (const warning of warnings) headers.append("Warning", `299 - ${quoted(warning)}`);
  if (type !== "") headers.set("Content-Type", type);
  const retryAfter = numberAt(response.body, "details", "retryAfterSeconds") ?? 0;
  if (retryAfter > 0) headers.set("Retry-After", String(retryAfter));
  if (bytes.length < COMPRESSED_BYTES_MIN || !/\bgzip\b/.test(encodings))
    return new Response(bytes, { status, headers });
  headers.set("Content-Encoding", "gzip");
  headers.append("Vary", "Accept-Encoding");
  const content = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  return new Response(Bun.gzipSync(content, { level: 1 }), { status, headers });
}

/** net.NewWarningHeader: quotes and backslashes are escaped, nothing else. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

function contentOf({ body, text, bytes, contentType }: WireResponse): Content {
  if (bytes !== undefined) return { type: contentType ?? "application/json", bytes: new Uint8Array(bytes) };
  if (text !== undefined) return { type: contentType ?? (text === "" ? "" : "text/plain; charset=utf-8"), bytes: text };
  const json = isObject(body) ? jsonText(body) : writeJson(body);
  return { type: contentType ?? "application/json", bytes: `${json}\n` };
}

async function contentFor(response: WireResponse, request: WireRequest): Promise<Content> {
  if (response.bytes !== undefined || response.text !== undefined) return contentOf(response);
  const { format, isPretty } = layoutOf(request, response.status);
  if (format === "yaml") {
    const { jsonToYaml } = await import("./yaml-json.ts");
    return { type: "application/yaml", bytes: jsonToYaml(writeJson(response.body)) };
  }
  if (!isPretty) return contentOf(response);
  return { type: response.contentType ?? "application/json", bytes: writeJson(response.body, { space: 2 }) };
}
