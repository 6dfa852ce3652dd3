/** Answers over HTTP. */
import type { WireResponse } from "../wire/request.ts";

export function httpResponse({ status, body, text, contentType, warnings }: WireResponse): Response {
  const headers = new Headers({ "Cache-Control": "no-cache, private" });
  for (const warning of warnings) headers.append("Warning", `299 - ${JSON.stringify(warning)}`);
  if (text !== undefined) {
    headers.set("Content-Type", "text/plain; charset=utf-8");
    return new Response(text, { status, headers });
  }
  headers.set("Content-Type", contentType ?? "application/json");
  return new Response(`${JSON.stringify(body)}\n`, { status, headers });
}
