/** The connection of a program that runs in a pod (k8s.io/client-go 0.37 rest/config.go, InClusterConfig). */
import type { Connection, ConnectionOverrides } from "../kube/index.ts";
import { type FileSystem, peek } from "../base/index.ts";
import type { HttpClientOptions } from "../sys/index.ts";

const FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

interface Around {
  readonly files: FileSystem;
  readonly env: HttpClientOptions["env"];
  readonly overrides: ConnectionOverrides;
}

type InPod = Pick<Around, "files" | "env">;

/** Undefined outside of a pod, or where flags name another server or person. */
export function inCluster(connection: Connection, { files, env, overrides }: Around): Connection | undefined {
  const { server = "", asUser = "", insecure = false, token = "", caFile = "" } = overrides;
  if (!isInPod({ files, env }) || server !== "" || asUser !== "" || insecure) return undefined;
  const [host = "", port = ""] = ["KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"].map((name) => env.get(name));
  const ca = caFile || `${FOLDER}/ca.crt`;
  return {
    server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    namespace: overrides.namespace || (podNamespace({ files, env }) ?? "default"),
    insecure: connection.insecure,
    ...(peek(files, ca) === undefined ? {} : { ca: { kind: "file", path: ca } }),
    ...(token === "" ? { tokenFile: `${FOLDER}/token` } : { token }),
  };
}

function isInPod({ files, env }: InPod): boolean {
  const isSet = (name: string): boolean => (env.get(name) ?? "") !== "";
  return (
    isSet("KUBERNETES_SERVICE_HOST") &&
    isSet("KUBERNETES_SERVICE_PORT") &&
    peek(files, `${FOLDER}/token`)?.kind === "file"
  );
}

/** Of the pod in which the program runs; undefined outside of one. */
export function podNamespace({ files, env }: InPod): string | undefined {
  if (!isInPod({ files, env })) return undefined;
  const named = env.get("POD_NAMESPACE") ?? "";
  const path = `${FOLDER}/namespace`;
  if (named !== "" || peek(files, path)?.kind !== "file") return named || "default";
  return new TextDecoder().decode(files.read(path)).trim() || "default";
}
