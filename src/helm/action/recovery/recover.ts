/** `lade recover`: says what became of an operation that was interrupted, and undoes or finishes it. */
import { GoError } from "../../../go/index.ts";
import type { Release } from "../../storage/index.ts";
import type { ActionPorts } from "../ports.ts";
import { rollback } from "../rollback.ts";
import { finishUninstall, uninstall } from "../uninstall.ts";
import type { Recovery } from "./decide.ts";
import { finishFault, finishForward } from "./finish.ts";
import { assess, holderText, IN_PROGRESS, interruptedText, operationOf, settle } from "./settle.ts";

export interface RecoverOptions {
  /** Says what would be done. */
  readonly dryRun: boolean;
  /** Even from a run that lives: it stops when it notices. */
  readonly force: boolean;
  readonly timeoutMs: number;
  readonly disableHooks: boolean;
  /** What was begun is brought to its end, not undone. */
  readonly finish?: boolean;
}

/** What was found and done, as a sentence; undefined where nothing is under way. Throws `GoError` for a run that lives. */
export async function recover(last: Release, options: RecoverOptions, ports: ActionPorts): Promise<string | undefined> {
  const { recovery } = await assess(last, { asking: "recover", isDead: options.force }, ports);
  if (recovery.kind === "none") return undefined;
  const isLive = recovery.kind === "refuse";
  if (options.finish === true && isUndone(recovery)) return await finish(last, options, ports);
  const found = isLive ? holderText(last) : interruptedText(last);
  if (options.dryRun) return `${found}; ${isLive ? "nothing would be done" : wouldText(recovery)}`;
  if (isLive) throw new GoError(`${IN_PROGRESS}: ${found}`);
  await undo(last, { ...options, recovery }, { ...ports, log: { ...ports.log, warn: () => {} } });
  return `${found}; ${doneText(recovery)}`;
}

function isUndone({ kind }: Recovery): boolean {
  return kind === "roll-back" || kind === "undo-install" || kind === "fail";
}

async function finish(last: Release, options: RecoverOptions, ports: ActionPorts): Promise<string> {
  const { dryRun, force, timeoutMs, disableHooks } = options;
  const [found, fault] = [interruptedText(last), finishFault(last)];
  const as = `finished as revision ${last.version + 1}`;
  if (dryRun) return `${found}; ${fault === undefined ? `it would be ${as}` : `it cannot be finished: ${fault}`}`;
  if (fault !== undefined) throw new GoError(`${found}; it cannot be finished: ${fault}`);
  const quiet = { ...ports, log: { ...ports.log, warn: () => {} } };
  const operation = operationOf(last);
  const { last: failed } = await settle(last, "recover", quiet, { isDead: force });
  await finishForward(failed, { operation, timeoutMs, disableHooks }, quiet);
  return `${found}; it is ${as}`;
}

interface Undoing extends RecoverOptions {
  readonly recovery: Recovery;
}

async function undo(
  last: Release,
  { recovery, force, timeoutMs, disableHooks }: Undoing,
  ports: ActionPorts,
): Promise<void> {
  const run = { wait: "hookOnly", timeoutMs, disableHooks } as const;
  if (recovery.kind === "finish-uninstall") return await finishUninstall(last, ports);
  await settle(last, "recover", ports, { isDead: force });
  switch (recovery.kind) {
    case "undo-install":
      await uninstall(last.name, run, ports);
      return;
    case "roll-back":
      await rollback(last.name, { ...run, ...ROLLBACK, version: recovery.to }, ports);
      return;
    default:
      return;
  }
}

const ROLLBACK = {
  dryRun: false,
  waitForJobs: false,
  forceReplace: false,
  forceConflicts: false,
  serverSideWanted: "auto",
  cleanupOnFail: false,
  description: "",
} as const;

function wouldText(recovery: Recovery): string {
  switch (recovery.kind) {
    case "complete":
      return "all was done, it would be recorded as deployed";
    case "finish-uninstall":
      return "it would be finished";
    case "undo-install":
      return "what it made would be removed";
    case "roll-back":
      return `it would be rolled back to revision ${recovery.to}`;
    default:
      return "it would be recorded as failed";
  }
}

function doneText(recovery: Recovery): string {
  switch (recovery.kind) {
    case "complete":
      return "all was done, it is recorded as deployed";
    case "finish-uninstall":
      return "it is finished";
    case "undo-install":
      return "what it made is removed";
    case "roll-back":
      return `it is rolled back to revision ${recovery.to}`;
    default:
      return "it is recorded as failed";
  }
}
