/**
 * The cluster and the releases in it, as the settings, the kubeconfig and `HELM_DRIVER` name them (helm pkg/action/action.go, Init;
 * pkg/kube/client.go, IsReachable).
 */
import { connect } from "../../../cluster/index.ts";
import {
  KubernetesDriver,
  MemoryDriver,
  type Driver,
  SqlDriver,
  Storage,
  type StorageLog,
  type Unreadable,
} from "../../../helm/storage/index.ts";
import {
  ApiError,
  type Cluster,
  type ConnectionOverrides,
  Discovery,
  genericRefusal,
  Objects,
  type ServerVersion,
} from "../../../kube/index.ts";
import { GoError } from "../../../go/index.ts";
import { CommandError, type CommandContext } from "../../context.ts";
import { loadKubeconfig } from "../kubeconfig.ts";
import { unreadableLog } from "./unreadable.ts";
import { reportingWarnings } from "./warnings.ts";

export interface OpenCluster {
  readonly cluster: Cluster;
  readonly objects: Objects;
  readonly discovery: Discovery;
  readonly storage: Storage;
  readonly namespace: string;
  readonly version: ServerVersion;
}

export interface OpenOptions {
  /** Where releases are looked for, if not in the settings' namespace; empty: everywhere. */
  readonly namespace?: string;
  /** Revisions kept of each release; 0: all. */
  readonly maxHistory?: number;
  /** Many requests at once: HTTP/2. True when left out. */
  readonly http2?: boolean;
  /** What every request goes through. */
  readonly through?: (cluster: Cluster) => Cluster;
}

/** What client-go cannot do with (kubernetes/clientset.go, rest/config.go). Limits that it can do with slow nobody down here. */
function limitsFault({ qps, burstLimit }: Pick<CommandContext["settings"], "qps" | "burstLimit">): string | undefined {
  if (qps > 0 && burstLimit <= 0) {
    return "burst is required to be greater than 0 when RateLimiter is not set and QPS is set to greater than 0";
  }
  if (qps < 0 || burstLimit >= 0) return undefined;
  return `client rate limiter Wait returned an error: rate: Wait(n=1) exceeds limiter's burst ${burstLimit}`;
}

const USER_AGENT = { helm3: "Helm/3.22.0", helm4: "Helm/4.3.1" };

/** Asks the server for its version. Throws `CommandError` with Helm's text where it does not answer. */
export async function openCluster(context: CommandContext, options: OpenOptions = {}): Promise<OpenCluster> {
  const opened = await openUnasked(context, options);
  return { ...opened, version: await opened.reach() };
}

export interface UnaskedCluster extends Omit<OpenCluster, "version"> {
  /** Asks the server for its version. Throws `CommandError` with Helm's text where it does not answer. */
  reach(): Promise<ServerVersion>;
}

/** The same without a question, for those whose own shows as well whether the server answers. */
export async function openUnasked(context: CommandContext, options: OpenOptions = {}): Promise<UnaskedCluster> {
  const { settings } = context;
  const { cluster, discovery } = await inReach(context, () => Promise.resolve(connectTo(context, options)));
  const objects = new Objects(cluster, discovery);
  const namespace = options.namespace ?? settings.namespace;
  const driver = await driverOf(context, { objects, namespace });
  const log = storageLog(context);
  const storage = new Storage(driver, { maxHistory: options.maxHistory ?? 0, log });
  const reach = () => inReach(context, () => discovery.version());
  return { cluster, objects, discovery, storage, namespace: settings.namespace, reach };
}

/** The connection alone; nothing is asked yet. */
export function connectTo(
  context: CommandContext,
  { http2 = true, through = (cluster) => cluster }: OpenOptions = {},
): { cluster: Cluster; discovery: Discovery } {
  const { env, files, dialect, settings } = context;
  const limits = limitsFault(settings);
  if (limits !== undefined) throw new GoError(limits);
  const userAgent = USER_AGENT[dialect];
  // Interrupts do not reach the connection: what happened is still to be recorded.
  const connected = connect(loadKubeconfig(context), { files, env, overrides: overridesOf(context), userAgent, http2 });
  const cluster = through(reportingWarnings(connected, context));
  return { cluster, discovery: new Discovery(cluster) };
}

async function inReach<T>(context: CommandContext, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CommandError(unreachable(context, error), { cause: error });
  }
}

function unreachable({ dialect }: CommandContext, error: Error): string {
  const reason = error instanceof ApiError ? genericRefusal(error.status) : error.message;
  return `${dialect === "helm4" ? "kubernetes" : "Kubernetes"} cluster unreachable: ${reason}`;
}

function overridesOf({ settings }: CommandContext): ConnectionOverrides {
  return {
    context: settings.kubeContext,
    server: settings.kubeApiServer,
    token: settings.kubeToken,
    caFile: settings.kubeCaFile,
    insecure: settings.kubeInsecureSkipTlsVerify,
    tlsServerName: settings.kubeTlsServerName,
    asUser: settings.kubeAsUser,
    asGroups: settings.kubeAsGroups,
    namespace: settings.namespace,
  };
}

/** Helm 3 keeps what it asks of its storage to itself. */
export function storageLog({ dialect, log }: CommandContext): StorageLog | undefined {
  return dialect === "helm4" ? (message, attributes) => log.debug(message, attributes) : undefined;
}

interface DriverSource {
  readonly objects: Objects;
  readonly namespace: string;
}

/** Which driver names there are was checked before any command ran. */
async function driverOf(context: CommandContext, { objects, namespace }: DriverSource): Promise<Driver> {
  const { env, log, dialect } = context;
  const { gunzip } = await import("../../../sys/index.ts");
  const now = () => Math.floor(Date.now() / 1000);
  const inObjects = (kind: "Secret" | "ConfigMap") => {
    const onUnreadable = unreadableLog(context, kind);
    return new KubernetesDriver(objects, { kind, dialect, namespace, now, onUnreadable, gunzip });
  };
  switch (env.get("HELM_DRIVER") ?? "") {
    case "memory":
      return new MemoryDriver(namespace, await (await import("../memory-driver.ts")).memoryEntries(context));
    case "sql": {
      const database = await (await import("./sql-database.ts")).openDatabase(env);
      const onUnreadable = ({ key, error }: Unreadable) =>
        log.debug("failed to decode release", { key, error: error instanceof Error ? error.message : String(error) });
      return new SqlDriver(database, { dialect, namespace, now, onUnreadable, gunzip });
    }
    case "configmap":
    case "configmaps":
      return inObjects("ConfigMap");
    default:
      return inObjects("Secret");
  }
}
