/** The stored releases, for commands that only read. */
import { MemoryDriver, Storage } from "../../../helm/storage/index.ts";
import type { Objects } from "../../../kube/index.ts";
import type { CommandContext } from "../../context.ts";
import { failingAsCommand } from "./failures.ts";

export interface OpenStorage {
  readonly storage: Storage;
  /** Absent with the memory driver, with which Helm asks no cluster. */
  readonly objects: Objects | undefined;
}

export interface ReadOptions {
  /** In all namespaces. */
  readonly everywhere?: boolean;
}

/**
 * Runs `action` over them. Helm asks first whether the cluster answers; here that is asked only when something has failed, which
 * saves a round trip and gives the same errors. Throws `CommandError`.
 */
export async function reading<T>(
  context: CommandContext,
  action: (opened: OpenStorage) => Promise<T>,
  { everywhere = false }: ReadOptions = {},
): Promise<T> {
  const driver = context.env.get("HELM_DRIVER") ?? "";
  // Told to look into all namespaces, Helm forgets that it was to ask no cluster.
  if (driver === "memory" && !everywhere) return await failingAsCommand(async () => action(await inMemory(context)));
  const { openUnasked } = await import("./open.ts");
  const opened = await openUnasked(context, { http2: false, ...(everywhere ? { namespace: "" } : {}) });
  if (driver === "memory" || driver === "sql" || context.settings.debug) await opened.reach();
  try {
    return await failingAsCommand(() => action(opened));
  } catch (error) {
    await opened.reach();
    throw error;
  }
}

async function inMemory(context: CommandContext): Promise<OpenStorage> {
  const { memoryEntries } = await import("../memory-driver.ts");
  const { storageLog } = await import("./open.ts");
  const driver = new MemoryDriver(context.settings.namespace, await memoryEntries(context));
  return { storage: new Storage(driver, { log: storageLog(context) }), objects: undefined };
}
