/** Answers over HTTP. */
import { isObject } from "../../kube/index.ts";
import { jsonText } from "../storage/json-text.ts";
import type { WireResponse } from "../wire/request.ts";

export function httpResponse(response: WireResponse): Response {
  const { status, warnings, headers: more = {} } = response;
  const headers = new Headers({ "Cache-Control": "no-cache, private", ...more });
  for (const warning of warnings) headers.append("Warning", `299 - ${JSON.stringify(warning)}`);
  const { type, content } = contentOf(response);
  headers.set("Content-Type", type);
  return new Response(content, { status, headers });
}

function contentOf({ body, text, bytes, contentType }: WireResponse): {
  type: string;
  content: string | Uint8Array<ArrayBuffer>;
} {
  if (bytes !== undefined) return { type: contentType ?? "application/json", content: new Uint8Array(bytes) };
  if (text !== undefined) return { type: contentType ?? "text/plain; charset=utf-8", content: text };
  return {
    type: contentType ?? "application/json",
    content: `${isObject(body) ? jsonText(body) : JSON.stringify(body)}\n`,
  };
}
