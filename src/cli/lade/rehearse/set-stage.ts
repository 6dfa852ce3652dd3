/** Copies what a run touches onto a stage: objects as they are, and the records of the release, whatever driver keeps them. */
import { cautions, copyCluster, standIns, touchedBy, type Part } from "../../../helm/rehearse/index.ts";
import { KubernetesDriver, MemoryDriver, Storage, type Driver, type Release } from "../../../helm/storage/index.ts";
import { Discovery, Objects, textAt } from "../../../kube/index.ts";
import type { FaultRule } from "../../../sandbox/index.ts";
import type { CommandContext } from "../../context.ts";
import type { OpenCluster } from "../../helm/release/open.ts";
import { manners } from "./manners.ts";
import { SandboxStage } from "./sandbox-stage.ts";
import { servedAs } from "./served-as.ts";

export interface SetStage {
  readonly stage: SandboxStage;
  readonly objects: Objects;
  readonly storage: Storage;
  readonly copied: number;
  readonly notes: readonly string[];
}

export interface Setting {
  readonly part: Part;
  readonly open: OpenCluster;
  readonly faults: readonly FaultRule[];
  readonly maxHistory: number;
  /** Told of what the server warns of. */
  warn(warning: string): void;
}

export async function setStage(
  context: CommandContext,
  { part, open, faults, maxHistory, warn }: Setting,
): Promise<SetStage> {
  const release = part.kind === "plan" ? part.plan.release : part.release;
  const history = await open.storage.history(release.name).catch((): Release[] => []);
  const ports = { objects: open.objects, namespace: release.namespace };
  const { refs, wanted } = await touchedBy(release, history, ports);
  const {
    objects: copied,
    webhooks,
    unreadable,
    notes,
  } = await copyCluster({ seeds: refs, namespace: release.namespace }, open.objects);
  const standing = standIns(unreadable, [...copied, ...wanted]);
  const stage = new SandboxStage({
    ...{ nowMs: Date.now(), faults, manners: manners(copied) },
    nodes: [...copied, ...standing].some((one) => one["kind"] === "Node") ? 0 : NODES,
  });
  const unknown = stage.cluster.load(copied);
  stage.cluster.load(standing);
  const resources = await open.discovery.resources();
  const cluster = servedAs(stage, { resources, version: open.version, warn });
  const objects = new Objects(cluster, new Discovery(cluster));
  const began = ({ info }: Release): void => {
    if (info.status === "pending-rollback") stage.break(false);
  };
  const storage = await recordsOn(objects, { context, release, history, maxHistory, began });
  return {
    ...{ stage, objects, storage, copied: copied.length - unknown.length },
    notes: [
      ...notes,
      ...cautions({ wanted, copied: [...copied, ...standing], webhooks, resources }),
      ...unknown.map(
        (one) =>
          `${textAt(one, "kind")}/${textAt(one, "metadata", "name")} is of a kind that the sandbox does not know`,
      ),
    ],
  };
}

/** Where the cluster does not let its nodes be listed. */
const NODES = 2;

/** A rollback by the upgrade itself makes pods of its own. */
class WatchedStorage extends Storage {
  readonly #began: (release: Release) => void;

  constructor(driver: Driver, maxHistory: number, began: (release: Release) => void) {
    super(driver, { maxHistory });
    this.#began = began;
  }

  override create(release: Release): Promise<void> {
    this.#began(release);
    return super.create(release);
  }
}

interface Records {
  readonly context: CommandContext;
  readonly release: Release;
  readonly history: readonly Release[];
  readonly maxHistory: number;
  began(release: Release): void;
}

/** In the cluster where they are in the cluster: quotas may count them. */
async function recordsOn(
  objects: Objects,
  { context, release, history, maxHistory, began }: Records,
): Promise<Storage> {
  const driver = await driverOn(objects, context, release.namespace);
  const all = new Storage(driver);
  // The namespace of a first installation may not be there yet.
  for (const one of history) await all.create(one);
  return new WatchedStorage(driver, maxHistory, began);
}

async function driverOn(objects: Objects, { env, dialect }: CommandContext, namespace: string): Promise<Driver> {
  const name = env.get("HELM_DRIVER") ?? "";
  if (name === "memory" || name === "sql") return new MemoryDriver(namespace);
  const { gunzip } = await import("../../../sys/index.ts");
  const kind = name.startsWith("configmap") ? "ConfigMap" : "Secret";
  return new KubernetesDriver(objects, { kind, dialect, namespace, now: () => Math.floor(Date.now() / 1000), gunzip });
}
