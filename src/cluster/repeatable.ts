/** Which requests may be sent a second time, when it is not known what became of the first. */
import { isObject, textAt, type ApiRequest, type JsonObject, type JsonValue } from "../kube/index.ts";

/**
 * `always`: doing it twice is doing it once. `ask`: it makes an object, or changes one version of it, and whether that was done can be
 * asked. `never`: the second would fail, or do something else.
 */
export type Repeatable = "always" | "ask" | "never";

/** A patch that says what shall be, unlike one that says what to do. */
const STATING = [
  "application/apply-patch+yaml",
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
];

export function repeatable(request: ApiRequest): Repeatable {
  const { method, body, contentType = "" } = request;
  if (request.query?.["dryRun"] !== undefined) return "always";
  switch (method) {
    case "GET":
    case "DELETE":
      return "always";
    case "PATCH":
      return STATING.includes(contentType) ? "always" : "never";
    case "PUT":
      return textAt(body, "metadata", "resourceVersion") === "" ? "always" : "ask";
    case "POST":
      return textAt(body, "metadata", "name") === "" ? "never" : "ask";
  }
}

/** Whether `live` has all that was sent: then it is what was to be made. */
export function isMade(sent: JsonObject, live: JsonValue): boolean {
  const { stringData, data = {}, metadata = {}, ...rest } = sent;
  const texts = isObject(stringData) ? Object.entries(stringData) : [];
  const encoded = texts.map(([key, value]): [string, string] => [
    key,
    Buffer.from(String(value), "utf8").toString("base64"),
  ]);
  const stored = isObject(data) ? { ...data, ...Object.fromEntries(encoded) } : data;
  return contains(live, { ...rest, data: stored, metadata: withoutVersion(metadata) });
}

const OF_ONE_VERSION = ["resourceVersion", "managedFields", "generation"];

function withoutVersion(metadata: JsonValue): JsonValue {
  if (!isObject(metadata)) return metadata;
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !OF_ONE_VERSION.includes(key)));
}

function contains(live: JsonValue, sent: JsonValue): boolean {
  if (Array.isArray(sent)) {
    return Array.isArray(live) && live.length === sent.length && sent.every((one, i) => contains(live[i] ?? null, one));
  }
  if (!isObject(sent)) return live === sent;
  if (!isObject(live)) return Object.values(sent).every(isHollow);
  return Object.entries(sent).every(([key, value]) => {
    const own = live[key];
    return own === undefined ? isHollow(value) : contains(own, value);
  });
}

/** What the server does not keep. */
function isHollow(value: JsonValue): boolean {
  if (value === null) return true;
  return typeof value === "object" && Object.values(value).every(isHollow);
}
