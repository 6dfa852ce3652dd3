import { GoError } from "../../go/index.ts";
import type { ApplyStrategy } from "../cluster/apply.ts";
import type { Dialect } from "../dialect.ts";
import type { ApplyMethod } from "../storage/index.ts";

export interface StrategyOptions {
  readonly serverSide: boolean;
  readonly forceConflicts?: boolean;
  readonly forceReplace?: boolean;
  /** Fields of client-side updates are handed over to the server's side. */
  readonly migrate?: boolean;
  /** Custom resources are merged with what is live too. */
  readonly threeWayForCustom?: boolean;
}

/** Throws `GoError` for what cannot go together, in Helm 4's words. */
export function applyStrategy(options: StrategyOptions, dialect: Dialect): ApplyStrategy {
  const { serverSide, forceConflicts = false, forceReplace = false } = options;
  const fault = dialect === "helm4" ? combinationFault({ serverSide, forceConflicts, forceReplace }) : undefined;
  if (fault !== undefined) throw new GoError(fault);
  if (forceReplace) return { kind: "replace", createOnServer: serverSide };
  if (serverSide) return { kind: "server", forceConflicts, migrate: options.migrate ?? false };
  return { kind: "client", threeWayForCustom: options.threeWayForCustom ?? false };
}

function combinationFault(options: Required<Pick<StrategyOptions, "serverSide" | "forceConflicts" | "forceReplace">>) {
  const { serverSide, forceConflicts, forceReplace } = options;
  if (!serverSide && forceConflicts) {
    return "invalid client update option(s): forceConflicts enabled when serverSideApply disabled";
  }
  if (forceConflicts && forceReplace) {
    return "invalid operation: cannot use force conflicts and force replace together";
  }
  if (serverSide && forceReplace) {
    return "invalid operation: cannot use server-side apply and force replace together";
  }
  return undefined;
}

/** `auto`: as the release was applied before. Throws `GoError`. */
export function serverSideOf(wanted: string, before: ApplyMethod): boolean {
  switch (wanted) {
    case "auto":
      return before === "ssa";
    case "true":
      return true;
    case "false":
      return false;
    default:
      throw new GoError(`invalid/unknown release server-side apply method: ${wanted}`);
  }
}

export function applyMethod(serverSide: boolean): ApplyMethod {
  return serverSide ? "ssa" : "csa";
}
