/** An HTTP request as the sandbox understands it. Throws a `Refusal` for what cannot be read. */
import type { JsonValue } from "../../kube/index.ts";
import { accountGroups } from "../objects/tokens.ts";
import { badRequest, Refusal, tooLarge, unsupportedMediaType } from "../wire/refusal.ts";
import { decodeProtobuf, PROTOBUF } from "../wire/protobuf.ts";
import type { User, WireRequest } from "../wire/request.ts";

/** As the real server's. */
export const BODY_BYTES_MAX = 3 << 20;

const JSON_TYPES = new Set([
  ...["", "application/json", "application/json-patch+json", "application/merge-patch+json"],
  "application/strategic-merge-patch+json",
]);
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
  const asked = { method: request.method, path: url.pathname, query: Object.fromEntries(url.searchParams) };
  if (as !== undefined && caller !== "owner") authority.checkImpersonation(caller, as, asked);
  const user = as ?? (caller === "owner" ? undefined : caller);
  return {
    ...asked,
    accept: request.headers.get("accept") ?? "",
    contentType,
    body: await readBody(request, contentType.split(";", 1)[0]?.trim() ?? ""),
    userAgent: request.headers.get("user-agent") ?? "",
    ...(user === undefined ? {} : { user }),
  };
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

async function readBody(request: Request, type: string): Promise<JsonValue | undefined> {
  if (request.method === "GET" || request.method === "HEAD") return undefined;
  const bytes = await request.bytes();
  if (bytes.length > BODY_BYTES_MAX) throw tooLarge(BODY_BYTES_MAX);
  if (bytes.length === 0) return undefined;
  if (YAML_TYPES.has(type)) return parseYaml(bytes);
  if (type === PROTOBUF) return decodeProtobuf(bytes);
  if (!JSON_TYPES.has(type)) throw unsupportedMediaType(["application/json", "application/yaml", PROTOBUF]);
  return parseJson(bytes);
}

function parseJson(bytes: Uint8Array): JsonValue {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as JsonValue;
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Clients in Go send JSON under the name of YAML; what is not is converted. */
async function parseYaml(bytes: Uint8Array): Promise<JsonValue> {
  const text = new TextDecoder().decode(bytes);
  if (text.trimStart().startsWith("{")) return parseJson(bytes);
  const { yamlToJson } = await import("./yaml-json.ts");
  let json: Uint8Array;
  try {
    json = yamlToJson(bytes);
  } catch (error) {
    throw badRequest(`error decoding YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseJson(json);
}
