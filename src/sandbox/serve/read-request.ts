/** An HTTP request as the sandbox understands it. Throws a `Refusal` for what cannot be read. */
import type { JsonValue } from "../../kube/index.ts";
import { accountGroups } from "../objects/tokens.ts";
import { beginOf, type Reading } from "../wire/body.ts";
import { keysOf, type Keys } from "../wire/duplicate-keys.ts";
import { hasOddNumbers, readExactly, type Exact } from "../wire/exact-json.ts";
import { Refusal, tooLarge, unsupportedMediaType } from "../wire/refusal.ts";
import { decodeProtobuf, PROTOBUF } from "../wire/protobuf.ts";
import { parseTarget, type User, type WireRequest } from "../wire/request.ts";

/** As the real server's. */
export const BODY_BYTES_MAX = 3 << 20;

const TYPES = new Set(["", "application/json", "application/yaml", PROTOBUF]);
const YAML_TYPES = new Set(["application/yaml", "application/apply-patch+yaml"]);

/** What is known of a request before its body. */
export type Asked = Pick<WireRequest, "method" | "path" | "query">;

/** Who may come in, and as whom. */
export interface Authority {
  /** `owner` may do everything, and be anybody; undefined: a stranger. */
  userOf(token: string): User | "owner" | undefined;
  /** Throws the refusal. */
  checkImpersonation(caller: User, as: User, request: Asked): void;
}

export async function readRequest(request: Request, authority: Authority): Promise<WireRequest> {
  const url = new URL(request.url);
  const caller = authenticate(request, url.pathname, authority);
  const contentType = request.headers.get("content-type") ?? "";
  const as = impersonated(request.headers);
  const asked = watched({
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
  });
  if (as !== undefined && caller !== "owner") authority.checkImpersonation(caller, as, asked);
  const user = as ?? (caller === "owner" ? undefined : caller);
  return {
    ...asked,
    accept: request.headers.get("accept") ?? "",
    contentType,
    ...(await readBody(request, contentType.split(";", 1)[0]?.trim() ?? "")),
    userAgent: request.headers.get("user-agent") ?? "",
    ...(user === undefined ? {} : { user }),
  };
}

/** Watches had paths of their own once. */
function watched({ method, path, query }: Asked): Asked {
  const [, root = "", below] = /^(\/api\/[^/]+|\/apis\/[^/]+\/[^/]+)\/watch(\/.+)$/.exec(path) ?? [];
  if (method !== "GET" || below === undefined) return { method, path, query };
  const whole = root + below;
  const { name = "" } = parseTarget(whole) ?? {};
  const one = name === "" ? {} : { fieldSelector: `metadata.name=${name}` };
  const collection = name === "" ? whole : whole.slice(0, whole.lastIndexOf("/"));
  return { method, path: collection, query: { ...query, ...one, watch: "true" } };
}

const PUBLIC = /^\/(version|healthz|livez|readyz)(\/|$)/;

const NOBODY: User = { name: "system:anonymous", groups: ["system:unauthenticated"] };

function authenticate({ headers }: Request, path: string, authority: Authority): User | "owner" {
  // Who says nothing may look at what is public; a wrong word is refused everywhere.
  if (PUBLIC.test(path) && !headers.has("authorization")) return NOBODY;
  const given = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  const user = given === "" ? undefined : authority.userOf(given);
  if (user === undefined) throw new Refusal(401, "Unauthorized", "Unauthorized");
  return user;
}

function impersonated(headers: Headers): User | undefined {
  const name = headers.get("impersonate-user");
  if (name === null) return undefined;
  const groups = (headers.get("impersonate-group") ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const [, namespace] = /^system:serviceaccount:([^:]+):/.exec(name) ?? [];
  const own = groups.length === 0 && namespace !== undefined ? accountGroups(namespace) : groups;
  return { name, groups: [...new Set([...own, "system:authenticated"])] };
}

type Read = Pick<WireRequest, "body" | "reading">;

/** What cannot be read is told when it is known who wants it. Throws for what is too large, or of no type that is taken. */
async function readBody(request: Request, type: string): Promise<Read> {
  if (request.method === "GET" || request.method === "HEAD") return { body: undefined };
  const bytes = await request.bytes();
  if (bytes.length > BODY_BYTES_MAX) throw tooLarge(BODY_BYTES_MAX);
  if (request.method !== "PATCH" && bytes.length > 0 && !TYPES.has(type))
    throw unsupportedMediaType(["application/json", "application/yaml", PROTOBUF]);
  if (bytes.length === 0 && request.method === "DELETE") return { body: undefined };
  if (YAML_TYPES.has(type)) return await readYaml(bytes, type);
  return type === PROTOBUF ? readProtobuf(bytes) : await readJson(bytes);
}

const reading = (bytes: Uint8Array, from: Reading["from"], problem: string): Reading => ({
  ...{ problem, from, begin: beginOf(bytes), duplicates: [], order: [], repeated: [] },
});

async function readJson(bytes: Uint8Array, whole = bytes): Promise<Read> {
  const text = new TextDecoder().decode(bytes);
  try {
    const plain = JSON.parse(text) as JsonValue;
    const keys = keysOf(text, plain);
    const exact = exactly(text, plain, keys);
    return { body: exact.value, reading: { ...reading(whole, "json", ""), ...keys, tooLarge: exact.tooLarge } };
  } catch {
    const { jsonProblem } = await import("./yaml-json.ts");
    return { body: undefined, reading: reading(whole, "json", jsonProblem(bytes)) };
  }
}

/** What the parser of the runtime reads is nearly always all there is. */
function exactly(text: string, plain: JsonValue, { duplicates }: Keys): Exact {
  const isOdd = duplicates.length > 0 || hasOddNumbers(text);
  return (isOdd ? readExactly(text) : undefined) ?? { value: plain, tooLarge: "" };
}

function readProtobuf(bytes: Uint8Array): Read {
  if (bytes.length === 0) return { body: undefined, reading: reading(bytes, "protobuf", "empty data") };
  try {
    return { body: decodeProtobuf(bytes), reading: reading(bytes, "protobuf", "") };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { body: undefined, reading: reading(bytes, "protobuf", error.message) };
  }
}

/** Clients in Go send JSON under the name of YAML; what is not is converted. */
async function readYaml(bytes: Uint8Array, type: string): Promise<Read> {
  if (new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith("{")) {
    const read = await readJson(bytes);
    const isOdd = read.reading?.problem !== "" || read.reading.duplicates.length > 0;
    // What is wrong with an applied configuration is told in the words of YAML, which has other words for numbers, too.
    const hasOtherNumbers = hasOddNumbers(new TextDecoder().decode(bytes));
    if (!hasOtherNumbers && (type !== "application/apply-patch+yaml" || !isOdd)) return read;
  }
  const { yamlToJson, repeatedKeys } = await import("./yaml-json.ts");
  try {
    const read = await readJson(yamlToJson(bytes), bytes);
    const begun = read.reading ?? reading(bytes, "json", "");
    return { ...read, reading: { ...begun, repeated: repeatedKeys(bytes) } };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { body: undefined, reading: reading(bytes, "yaml", text.replace(/^error converting YAML to JSON: /, "")) };
  }
}
