/** Webhooks over HTTPS, with what the API server's client says of their failures (client-go rest/request.go 0.36). */
import { apiError, parseJson, writeJson, type JsonValue } from "../../kube/index.ts";
import { createHttpClient, HttpError, type HttpResponse } from "../../sys/index.ts";
import type { CallWebhook } from "../admission/ports.ts";

const ENV = { get: (name: string) => process.env[name] };
const OK = 200;
const BODY_BYTES_MAX = 3 << 20;

export const callWebhook: CallWebhook = async ({ url, caBundle, timeoutMs, body }) => {
  const tls = caBundle === "" ? {} : { ca: caBundle };
  const client = createHttpClient({ env: ENV, tls, timeoutMs });
  const headers = { "content-type": "application/json", accept: "application/json" };
  try {
    const response = await client({
      method: "POST",
      url,
      headers,
      body: new TextEncoder().encode(writeJson(body)),
    });
    const text = new TextDecoder().decode(await response.readBody({ bytesMax: BODY_BYTES_MAX }));
    if (response.status !== OK) throw new Error(failureOf(response.status, text));
    if (text === "") throw new Error(`0-length response with status code: ${OK} and content type: ${typeOf(response)}`);
    return parsed(text);
  } catch (error) {
    throw error instanceof HttpError ? new Error(error.message.replace(/ \(Client\.Timeout.*$/, "")) : error;
  }
};

/** The client takes what says nothing for what it asked for. */
function typeOf({ headers }: HttpResponse): string {
  return headers.get("content-type") ?? "application/json";
}

function parsed(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    // What is no JSON is read as YAML there, where nearly everything is some text.
    return text;
  }
}

function failureOf(status: number, text: string): string {
  const body = parsed(text);
  return apiError(status, { body, text }).message;
}
