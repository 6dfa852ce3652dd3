/** Opens a connection to an API server: reads the kubeconfig files and what they name, and gives a `Cluster`. */
import type { FileSystem } from "../base/index.ts";
import { type Kubeconfig, type Connection, type ConnectionOverrides, type Material } from "../kube/index.ts";
import type { HttpClientOptions, TlsOptions } from "../sys/index.ts";
import { credentials } from "./credentials.ts";
import { HttpCluster } from "./http-cluster.ts";

export interface ConnectOptions {
  readonly files: FileSystem;
  readonly env: HttpClientOptions["env"];
  readonly overrides: ConnectionOverrides;
  readonly signal?: AbortSignal;
  readonly userAgent: string;
}

/** Throws `FileError` where a certificate, key or token file cannot be read. */
export function connect(kubeconfig: Kubeconfig, options: ConnectOptions): HttpCluster {
  const connection = kubeconfig.connection(options.overrides);
  const { env, signal } = options;
  return new HttpCluster({
    server: connection.server,
    http: { env, signal, tls: tlsOf(connection, options.files) },
    authorize: credentials(connection, options),
    userAgent: options.userAgent,
  });
}

function tlsOf(connection: Connection, files: FileSystem): TlsOptions {
  const read = (material: Material | undefined): string | undefined => {
    if (material === undefined) return undefined;
    return material.kind === "data" ? atob(material.base64) : decode(files.read(material.path));
  };
  return {
    ca: read(connection.ca),
    cert: read(connection.clientCertificate),
    key: read(connection.clientKey),
    insecure: connection.insecure,
    serverName: connection.tlsServerName,
  };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
