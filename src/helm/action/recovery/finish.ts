/** Ends an interrupted operation as it was meant to end: its record holds the manifest and the hooks that it was to bring. */
import { GoError } from "../../../go/index.ts";
import type { Operation, Release, ReleaseStatus } from "../../storage/index.ts";
import { checkNameIsFree, install, installCrds } from "../install.ts";
import type { ActionPorts, ApplyOptions } from "../ports.ts";
import { rollback } from "../rollback.ts";
import { upgrade, upgradeBase } from "../upgrade.ts";
import { operationOf } from "./settle.ts";

export interface FinishOptions {
  /** A record of Helm's own no longer tells once it is failed. */
  readonly operation: Operation;
  readonly timeoutMs: number;
  readonly disableHooks: boolean;
}

/** Why it cannot be finished; undefined where it can. */
export function finishFault(last: Release): string | undefined {
  if (operationOf(last) !== "rollback" || targetOf(last) > 0) return undefined;
  return "its record does not say which revision it goes back to";
}

/** `failed` is recorded as failed; a revision of its own takes its place. Throws `GoError`. */
export async function finishForward(
  failed: Release,
  { operation, ...how }: FinishOptions,
  ports: ActionPorts,
): Promise<void> {
  const apply: ApplyOptions = {
    ...how,
    wait: "hookOnly",
    waitForJobs: false,
    forceReplace: false,
    forceConflicts: false,
  };
  const serverSide = failed.applyMethod === "ssa";
  const common = {
    ...apply,
    serverSide,
    dryRun: false,
    validate: true,
    takeOwnership: false,
    rollbackOnFailure: false,
  };
  switch (operation) {
    case "install": {
      const replace = await checkNameIsFree(failed.name, { replace: true }, ports);
      const options = { ...common, createNamespace: false, replace, description: "" };
      await installCrds(failed.chart.crds(), options, ports);
      return await install(again(failed, "pending-install", ports), options, ports);
    }
    case "upgrade": {
      const base = await upgradeBase(failed.name, ports);
      const upgraded = again(failed, "pending-upgrade", ports);
      const more = { serverSideWanted: String(serverSide), cleanupOnFail: false, description: "" };
      return await upgrade({ ...base, upgraded }, { ...common, ...more }, ports);
    }
    case "rollback": {
      const more = { dryRun: false, serverSideWanted: "auto", cleanupOnFail: false, description: "" };
      return await rollback(failed.name, { ...apply, ...more, version: targetOf(failed) }, ports);
    }
    case "uninstall":
      throw new GoError("a removal is finished otherwise");
  }
}

/** Helm 4 writes it into the record; 0 where nobody did. */
function targetOf({ journal, info }: Release): number {
  return journal?.target ?? info.rollbackRevision;
}

function again(failed: Release, status: ReleaseStatus, { now }: ActionPorts): Release {
  const { firstDeployed, notes } = failed.info;
  const description = "";
  return {
    ...failed,
    version: failed.version + 1,
    info: { firstDeployed, lastDeployed: now(), deleted: "", description, status, rollbackRevision: 0, notes },
    hooks: failed.hooks.map((hook) => ({ ...hook, lastRun: { startedAt: "", completedAt: "", phase: "" } })),
    journal: undefined,
  };
}
