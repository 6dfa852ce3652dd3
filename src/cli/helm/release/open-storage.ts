/** The stored releases, for commands that only read. With the memory driver Helm asks no cluster for them. */
import { MemoryDriver, Storage } from "../../../helm/storage/index.ts";
import type { Objects } from "../../../kube/index.ts";
import type { CommandContext } from "../../context.ts";

export interface OpenStorage {
  readonly storage: Storage;
  /** Absent with the memory driver. */
  readonly objects: Objects | undefined;
}

/** Throws `CommandError` where the cluster does not answer. */
export async function openStorage(context: CommandContext): Promise<OpenStorage> {
  const { dialect, env, files, settings } = context;
  if (env.get("HELM_DRIVER") === "memory") {
    const { memoryEntries } = await import("../memory-driver.ts");
    const { storageLog } = await import("./open.ts");
    const driver = new MemoryDriver(settings.namespace, await memoryEntries({ env, files, dialect }));
    return { storage: new Storage(driver, { log: storageLog(context) }), objects: undefined };
  }
  const { openCluster } = await import("./open.ts");
  return await openCluster(context);
}
