/**
 * Docker's `config.json` as a credential store, read and written as oras-go (v2.6) does: `auths`, `credsStore`, `credHelpers`;
 * everything else in the file is kept.
 */
import { fromBytes } from "../go/index.ts";
import { unmarshal } from "../go/json/index.ts";
import { dir } from "../go/path/index.ts";
import { FileError, readIfThere, type WritableFileSystem } from "../base/index.ts";
import { NO_CREDENTIAL, type Credential, type CredentialStore } from "./credential.ts";
import { defaultHelper, helperStore, type HelperEnvironment } from "./credential-program.ts";
import { RegistryError } from "./error.ts";

export interface DockerConfigPorts {
  readonly files: WritableFileSystem;
  readonly env: HelperEnvironment;
}

interface Content {
  readonly fields: Record<string, unknown>;
  readonly auths: Record<string, unknown>;
  readonly store: string;
  readonly helpers: Record<string, unknown>;
}

/** Throws `RegistryError` when the file exists and cannot be read, or is not JSON. */
export function dockerConfigStore(path: string, ports: DockerConfigPorts): CredentialStore {
  const content = load(path, ports.files);
  const isConfigured =
    content.store !== "" || Object.keys(content.helpers).length > 0 || Object.keys(content.auths).length > 0;
  const detected = isConfigured ? undefined : defaultHelper(ports.env);
  const helperOf = (server: string): string | undefined => {
    const own = content.helpers[server];
    return (typeof own === "string" && own !== "" ? own : undefined) ?? (content.store || detected);
  };
  const file = fileStore(path, content, ports.files);
  const storeOf = (server: string): CredentialStore => {
    const helper = helperOf(server);
    return helper === undefined ? file : helperStore(helper, ports.env);
  };
  return {
    get: (server) => storeOf(server).get(server),
    async put(server, credential) {
      await storeOf(server).put(server, credential);
      if (detected !== undefined) save(path, { ...content, store: detected }, ports.files);
    },
    remove: (server) => storeOf(server).remove(server),
  };
}

function load(path: string, files: WritableFileSystem): Content {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(contentOf(path, files));
  if (text.trim() === "") return { fields: {}, auths: {}, store: "", helpers: {} };
  const fields = parseObject(text, path);
  const store = fields["credsStore"] ?? "";
  if (typeof store !== "string") throw misfit("creds store", store, "string");
  const helpers = objectField(fields, "credHelpers", { what: "cred helpers", type: "map[string]string" });
  const odd = Object.values(helpers).find((helper) => typeof helper !== "string" && helper !== null);
  if (odd !== undefined) throw misfit("cred helpers", odd, "string");
  const auths = objectField(fields, "auths", { what: "auths", type: "map[string]json.RawMessage" });
  return { fields, auths, store, helpers };
}

function misfit(what: string, value: unknown, type: string): RegistryError {
  const reason = `json: cannot unmarshal ${kindOf(value)} into Go value of type ${type}`;
  return new RegistryError(`failed to unmarshal ${what} field: invalid config format: ${reason}`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (isRawJSON(value)) return "number";
  return typeof value === "boolean" ? "bool" : typeof value;
}

function contentOf(path: string, files: WritableFileSystem): Uint8Array | undefined {
  try {
    return readIfThere(files, path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const isOpen = error.operation === "read";
    const what = isOpen
      ? `failed to decode config file ${path}: invalid config format`
      : `failed to open config file at ${path}`;
    throw new RegistryError(`${what}: ${error.message}`);
  }
}

function parseObject(text: string, path: string): Record<string, unknown> {
  let reason: string;
  try {
    const value = firstValue(text) ?? {};
    if (isObject(value)) return value;
    reason = `json: cannot unmarshal ${kindOf(value)} into Go value of type map[string]json.RawMessage`;
  } catch {
    reason = goReason(text);
  }
  throw new RegistryError(`failed to decode config file ${path}: invalid config format: ${reason}`);
}

/** What stands behind the first value is never looked at. Throws `SyntaxError`. */
function firstValue(text: string): unknown {
  try {
    return JSON.parse(text, asWritten);
  } catch (error) {
    let end = text.indexOf("}");
    for (let tries = 0; end >= 0 && tries < ENDS_MAX; tries++, end = text.indexOf("}", end + 1)) {
      try {
        return JSON.parse(text.slice(0, end + 1), asWritten);
      } catch {
        // The value goes on.
      }
    }
    throw error;
  }
}

/** Ends of objects that are tried for that of the first. */
const ENDS_MAX = 1000;

/** Numbers that JavaScript would write otherwise stay as they are. */
function asWritten(_key: string, value: unknown, { source = "" }: { readonly source?: string } = {}): unknown {
  return typeof value === "number" && String(value) !== source ? rawJSON(source) : value;
}

const { rawJSON, isRawJSON } = JSON as unknown as {
  readonly rawJSON: (text: string) => unknown;
  readonly isRawJSON: (value: unknown) => boolean;
};

/** What Go's encoding/json says of a text that is no JSON. */
function goReason(text: string): string {
  try {
    unmarshal(fromBytes(new TextEncoder().encode(text)));
    return "unexpected EOF";
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message === "unexpected end of JSON input" ? "unexpected EOF" : message;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isRawJSON(value);
}

function objectField(
  fields: Record<string, unknown>,
  name: string,
  { what, type }: { readonly what: string; readonly type: string },
): Record<string, unknown> {
  const value = fields[name] ?? {};
  if (!isObject(value)) throw misfit(what, value, type);
  return value;
}

/** Credentials in the file itself, base64 of `name:password`. */
function fileStore(path: string, content: Content, files: WritableFileSystem): CredentialStore {
  return {
    async get(server) {
      // Old files name servers with scheme and path.
      const key =
        server in content.auths ? server : Object.keys(content.auths).find((name) => hostname(name) === server);
      return key === undefined ? NO_CREDENTIAL : decodeAuth(content.auths[key]);
    },
    async put(server, credential) {
      if (credential.username.includes(":")) {
        throw new RegistryError("bad credential format: colons(:) are not allowed in username");
      }
      content.auths[server] = encodeAuth(credential);
      save(path, content, files);
    },
    async remove(server) {
      if (!(server in content.auths)) return;
      delete content.auths[server];
      save(path, content, files);
    },
  };
}

function hostname(address: string): string {
  return (
    address
      .replace(/^http:\/\//, "")
      .replace(/^https:\/\//, "")
      .split("/", 1)[0] ?? ""
  );
}

function decodeAuth(entry: unknown): Credential {
  const fields = isObject(entry) ? entry : {};
  const text = (name: string): string => (typeof fields[name] === "string" ? fields[name] : "");
  const tokens = { refreshToken: text("identitytoken"), accessToken: text("registrytoken") };
  const auth = text("auth");
  if (auth === "") return { ...tokens, username: text("username"), password: text("password") };
  const plain = Buffer.from(auth, "base64").toString("utf8");
  const colon = plain.indexOf(":");
  if (colon < 0) {
    throw new RegistryError(
      `failed to decode auth field: invalid config format: auth '${plain}' does not conform the base64(username:password) format`,
    );
  }
  return { ...tokens, username: plain.slice(0, colon), password: plain.slice(colon + 1) };
}

function encodeAuth({ username, password, refreshToken, accessToken }: Credential): Record<string, string> {
  return {
    ...(username === "" && password === "" ? {} : { auth: Buffer.from(`${username}:${password}`).toString("base64") }),
    ...(refreshToken === "" ? {} : { identitytoken: refreshToken }),
    ...(accessToken === "" ? {} : { registrytoken: accessToken }),
  };
}

/** Tab-indented, keys sorted, readable by the owner only, its folder too: as oras writes it. */
function save(path: string, content: Content, files: WritableFileSystem): void {
  const { credsStore: _, ...rest } = content.fields;
  const fields: Record<string, unknown> = { ...rest, auths: sorted(content.auths) };
  if (content.store !== "") fields["credsStore"] = content.store;
  files.makeDirectory(dir(path), 0o700);
  files.write(path, new TextEncoder().encode(escapeHtml(JSON.stringify(sorted(fields), null, "\t"))), {
    mode: 0o600,
    exact: true,
  });
}

function sorted(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Go's encoding/json writes these as escapes, so that JSON can stand in HTML. */
function escapeHtml(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
