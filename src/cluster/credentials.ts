/** Who asks: token, token file (read again, because it rotates), basic, or a program's answer (`exec-plugin.ts`); and as whom. */
import { type FileSystem, peek } from "../base/index.ts";
import { quote } from "../go/strconv/index.ts";
import type { Connection } from "../kube/index.ts";
import { basicAuthorization } from "../sys/index.ts";
import { ExecPlugin } from "./exec-plugin.ts";

export type Headers = Readonly<Record<string, string | readonly string[]>>;

export interface Credentials {
  readonly headers: Headers;
  /** A certificate that a program has made. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

export interface Authorizer {
  /** For the next request. */
  credentials(): Promise<Credentials>;
  /** The server refused them (401); true when others may be had. */
  renew(): boolean;
}

export interface CredentialOptions {
  readonly files: FileSystem;
  readonly signal?: AbortSignal;
}

export function credentials(connection: Connection, options: CredentialOptions): Authorizer {
  const { exec, tokenFile } = connection;
  const impersonation = impersonationHeaders(connection);
  if (exec !== undefined && !isIdentified(connection)) {
    const plugin = new ExecPlugin(exec, { connection, ...options });
    return {
      async credentials() {
        const { token, certificate } = await plugin.credential();
        const headers = { ...(token === "" ? {} : { Authorization: `Bearer ${token}` }), ...impersonation };
        return { headers, ...(certificate === undefined ? {} : { certificate }) };
      },
      renew: () => plugin.renew(),
    };
  }
  return {
    credentials: () => Promise.resolve({ headers: { ...fixedHeaders(connection, options.files), ...impersonation } }),
    renew: () => tokenFile !== undefined,
  };
}

/** Whoever can say who they are needs no program for it. */
function isIdentified({ token, tokenFile, username, clientCertificate }: Connection): boolean {
  return [token, tokenFile, username, clientCertificate].some((one) => one !== undefined);
}

function fixedHeaders(connection: Connection, files: FileSystem): Record<string, string> {
  const token = tokenOf(connection, files);
  if (token !== undefined) return { Authorization: `Bearer ${token}` };
  if (connection.username === undefined) return {};
  return { Authorization: basicAuthorization(`${connection.username}:${connection.password ?? ""}`) };
}

/** As in client-go, a file goes before a token, even before that of a flag. */
function tokenOf({ token, tokenFile }: Connection, files: FileSystem): string | undefined {
  if (tokenFile === undefined) return token;
  if (token !== undefined && peek(files, tokenFile)?.kind !== "file") return token;
  const read = new TextDecoder().decode(files.read(tokenFile)).trim();
  if (read === "") throw new Error(`read empty token from file ${quote(tokenFile)}`);
  return read;
}

function impersonationHeaders({ impersonate }: Connection): Headers {
  if (impersonate === undefined) return {};
  const { user, uid, groups, extra } = impersonate;
  return {
    "Impersonate-User": user,
    ...(uid === "" ? {} : { "Impersonate-Uid": uid }),
    ...lines("Impersonate-Group", [...new Set(groups)]),
    ...Object.assign({}, ...Object.entries(extra).map(([key, values]) => lines(extraName(key), values))),
  };
}

function lines(name: string, values: readonly string[]): Headers {
  const [first] = values;
  if (first === undefined) return {};
  return { [name]: values.length === 1 ? first : values };
}

/** What no header may be called is escaped. */
function extraName(key: string): string {
  const escaped = key.replace(/[^A-Za-z0-9!#$&'*+.^_`|~-]/g, (character) => encodeURIComponent(character));
  return `Impersonate-Extra-${escaped}`;
}
