/** `lade rehearse`: an upgrade and what undoes it, played in a sandbox with a copy of what they touch. The cluster is only read. */
import {
  isSuccess,
  readOnly,
  rehearse,
  reportJson,
  reportText,
  type Part,
  type Report,
} from "../../helm/rehearse/index.ts";
import type { ActionPorts } from "../../helm/action/index.ts";
import { waitObserver } from "../../helm/waiting/index.ts";
import type { SandboxHome } from "../../sandbox/index.ts";
import { toValue } from "../../kube/index.ts";
import { CommandError, type CommandContext, type RunContext } from "../context.ts";
import { writeStructured } from "../output/structured.ts";
import { failingAsCommand } from "../helm/release/failures.ts";
import { openCluster } from "../helm/release/open.ts";
import { clusterContext } from "./cluster-context.ts";
import { inNamespace } from "./in-namespace.ts";
import { faultRules } from "./rehearse/fault-rules.ts";
import { partOf, planOfFile } from "./rehearse/find-part.ts";
import { homeToKeep, keep } from "./rehearse/keep.ts";
import { Saying } from "./rehearse/saying.ts";
import { setStage, type SetStage } from "./rehearse/set-stage.ts";

export async function run(context: RunContext): Promise<void> {
  const { args, flags, out } = context;
  const name = flags.string("keep");
  const home = name === "" ? undefined : await homeToKeep(context, name);
  const report = await failingAsCommand(async () => {
    const given = args.length === 1 ? planOfFile(context) : undefined;
    const helm = await clusterContext(context);
    const place = given === undefined ? helm : inNamespace(helm, given.plan.release.namespace);
    return await rehearsal(place, { given, home });
  });
  const table = (): string => reportText(report).replace(/\n$/, "");
  writeStructured(out, flags.string("output"), { table, value: () => toValue(reportJson(report)) });
  if (!isSuccess(report)) throw new CommandError(failureText(report));
}

interface Rehearsal {
  readonly given: Part | undefined;
  readonly home: SandboxHome | undefined;
}

async function rehearsal(context: CommandContext, { given, home }: Rehearsal): Promise<Report> {
  const { flags } = context;
  const maxHistory = flags.int("history-max");
  const open = await openCluster(context, { maxHistory, through: readOnly });
  const part = given ?? (await partOf(context, open));
  const faults = faultRules(flags.strings("fault"), open.namespace);
  const saying = new Saying(context.log);
  const warn = (warning: string): void => saying.warn(warning);
  const set = await setStage(context, { part, open, faults, maxHistory, warn });
  // What was said while the stage was set is no part of the run.
  saying.heard();
  const request = {
    ...{ part, copied: set.copied, notes: notesOf(set, home) },
    back: flags.bool("no-rollback") ? ("no" as const) : flags.int("to"),
    timeoutMs: timeoutOf(context, part),
    warnings: () => saying.heard(),
  };
  try {
    const report = await rehearse(request, set.stage, portsOn(context, set, saying));
    if (home !== undefined) await keep(home, set.stage.cluster.snapshot());
    return report;
  } finally {
    set.stage.cluster.close();
  }
}

/** That of the plan, unless another was given. */
function timeoutOf({ flags }: CommandContext, part: Part): number {
  if (part.kind === "plan" && !flags.changed("timeout")) return part.plan.run.options.timeoutMs;
  return flags.durationMs("timeout");
}

function notesOf({ notes }: SetStage, home: SandboxHome | undefined): string[] {
  if (home === undefined) return [...notes];
  const { name, kubeconfig } = home;
  const kept = `kept as sandbox ${name}, with the Secrets that were copied: KUBECONFIG=${kubeconfig}`;
  return [...notes, `${kept}; lade sandbox stop --name ${name} stops it`];
}

function failureText({ steps }: Report): string {
  const { name, isLate, error = "" } = steps.find(({ isDone }) => !isDone) ?? {};
  const what = isLate === true ? "the release would not become ready" : `the ${name ?? "run"} would fail`;
  return `${what}: ${error}`;
}

/** Releases are held by nobody: nobody else is there. */
function portsOn(context: CommandContext, { stage, objects, storage }: SetStage, log: Saying): ActionPorts {
  const { dialect, settings, signal } = context;
  return {
    ...{ dialect, objects, storage, namespace: settings.namespace, log, signal, clock: stage.time },
    now: () => new Date(stage.time.nowMs()).toISOString(),
    observer: waitObserver({ failFast: false }),
    output: () => undefined,
  };
}
