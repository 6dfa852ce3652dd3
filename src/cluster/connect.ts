/** Opens a connection to an API server: reads the kubeconfig files and what they name, and gives a `Cluster`. */
import { FileError, type FileSystem } from "../base/index.ts";
import {
  KubeconfigError,
  type Connection,
  type ConnectionOverrides,
  type Kubeconfig,
  type Material,
} from "../kube/index.ts";
import type { HttpClientOptions, TlsOptions } from "../sys/index.ts";
import { credentials } from "./credentials.ts";
import { HttpCluster } from "./http-cluster.ts";
import { inCluster } from "./in-cluster.ts";

export interface ConnectOptions {
  readonly files: FileSystem;
  readonly env: HttpClientOptions["env"];
  readonly overrides: ConnectionOverrides;
  readonly signal?: AbortSignal;
  readonly userAgent: string;
  /** For many requests at once. Long answers come sooner over HTTP/1.1: a list of 500 records in 72 ms instead of 101, the least of nine. True when left out. */
  readonly http2?: boolean;
}

/** Throws `KubeconfigError` for what cannot be used, `FileError` where a certificate, key or token file cannot be read. */
export function connect(kubeconfig: Kubeconfig, options: ConnectOptions): HttpCluster {
  const connection = connectionOf(kubeconfig, options);
  const { env, signal, files, http2 = true } = options;
  return new HttpCluster({
    server: connection.server,
    http: { env, signal, proxy: connection.proxyUrl, tls: tlsOf(connection, files), http2 },
    authorize: credentials(connection, options),
    userAgent: options.userAgent,
  });
}

/** Where nothing is configured, a program in a pod asks the server that its pod was told of. */
export function connectionOf(kubeconfig: Kubeconfig, options: Omit<ConnectOptions, "userAgent">): Connection {
  const { env, files, overrides } = options;
  const defaultServer = env.get("KUBERNETES_MASTER") ?? "";
  const connection = kubeconfig.connection({ ...overrides, defaultServer }, (path) => unreadable(path, files));
  return (kubeconfig.isEmpty ? inCluster(connection, options) : undefined) ?? connection;
}

/** Why a file that a kubeconfig names cannot be read. */
export function unreadable(path: string, files: FileSystem): string | undefined {
  try {
    files.read(path);
    return undefined;
  } catch (error) {
    // A folder can be opened, and fails later.
    if (error instanceof FileError) return error.code === "EISDIR" ? undefined : error.message;
    throw error;
  }
}

function tlsOf(connection: Connection, files: FileSystem): TlsOptions {
  const read = (material: Material | undefined): string | undefined => {
    if (material === undefined) return undefined;
    return material.kind === "data" ? atob(material.base64) : decode(files.read(material.path));
  };
  // An empty file is none.
  const ca = read(connection.ca) || undefined;
  const fault = ca === undefined ? undefined : authorityFault(ca);
  if (fault !== undefined) throw new KubeconfigError(`unable to load root certificates: ${fault}`);
  return {
    ca,
    cert: read(connection.clientCertificate),
    key: isKeyRead(connection) ? read(connection.clientKey) : undefined,
    insecure: connection.insecure,
    serverName: connection.tlsServerName,
  };
}

/** Where nothing else asks for TLS of one's own, client-go does not look at a key without a certificate (transport.go, TLSConfigFor). */
function isKeyRead({ ca, clientCertificate, insecure, tlsServerName }: Connection): boolean {
  return ca !== undefined || clientCertificate !== undefined || insecure || tlsServerName !== undefined;
}

/** As client-go 0.37 has it (transport/transport.go, createErrorParsingCAData); certificates themselves are looked at when they are used. */
function authorityFault(pem: string): string | undefined {
  if (pem.includes("-----BEGIN CERTIFICATE-----")) return undefined;
  return pem.includes("-----BEGIN ")
    ? "no valid certificate authority data seen"
    : "unable to parse bytes as PEM block";
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
