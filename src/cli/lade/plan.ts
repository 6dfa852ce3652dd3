/** `lade plan RELEASE CHART`: what `helm upgrade --install` would change. */
import type { ActionPorts, InstallOptions } from "../../helm/action/index.ts";
import {
  hasChanges,
  isBlocked,
  leaveOf,
  makePlan,
  planFile,
  planJson,
  planText,
  summary,
  type Plan,
  type PlanBase,
  type PlanRequest,
} from "../../helm/plan/index.ts";
import { toBytes } from "../../go/index.ts";
import { CommandError, type CommandContext, type RunContext } from "../context.ts";
import { postRenderer } from "../helm/chart/post-renderer.ts";
import { failingAsCommand } from "../helm/release/failures.ts";
import { installLive } from "../helm/release/install-live.ts";
import { openCluster, type OpenCluster } from "../helm/release/open.ts";
import { upgradeLive } from "../helm/release/upgrade-live.ts";
import { isAbsent, readChart } from "../helm/upgrade.ts";
import { chartDigest } from "./chart-digest.ts";
import { clusterContext } from "./cluster-context.ts";

const CHANGES_EXIT_CODE = 2;

export async function run(context: RunContext): Promise<void> {
  const helm = await clusterContext(context);
  const plan = await failingAsCommand(() => planOf(helm));
  const { flags, out } = context;
  out.write(flags.string("output") === "json" ? planJson(plan) : planText(plan));
  if (isBlocked(plan)) throw new CommandError(`the plan cannot be executed: ${conflictsOf(plan)}`);
  const file = flags.string("plan-out");
  // Only for the owner: it holds Secrets.
  if (file !== "") context.files.write(file, toBytes(planFile(plan)), { mode: 0o600 });
  if (flags.bool("detailed-exitcode") && hasChanges(plan)) {
    throw new CommandError("", { silent: true, exitCode: CHANGES_EXIT_CODE });
  }
}

function conflictsOf({ objects, hooks }: Plan): string {
  const blocked = hooks.filter(({ refusal }) => refusal !== undefined).length;
  const found = objects.filter(({ action }) => action === "conflict");
  const parts = [
    ...(found.length > 0 ? [summary(found)] : []),
    ...(blocked > 0 ? [`${blocked} ${blocked === 1 ? "hook" : "hooks"} that cannot be made`] : []),
  ];
  return parts.join(", ");
}

async function planOf(context: CommandContext): Promise<Plan> {
  const open = await openCluster(context, { maxHistory: context.flags.int("history-max") });
  const base = await baseOf(context, open);
  const plan = (await isAbsent(context, open))
    ? await planInstall(context, open, base)
    : await planUpgrade(context, open, base);
  if (plan === undefined) throw new Error("nothing was planned");
  return plan;
}

async function baseOf({ args }: CommandContext, { storage }: OpenCluster): Promise<PlanBase | undefined> {
  try {
    const { version, info } = await storage.last(args[0] ?? "");
    return { revision: version, status: info.status };
  } catch {
    // What is wrong with the records is said by those who need them.
    return undefined;
  }
}

async function planInstall(
  context: CommandContext,
  open: OpenCluster,
  base: PlanBase | undefined,
): Promise<Plan | undefined> {
  const { args, flags } = context;
  const [name = "", chart = ""] = args;
  const serverSide = flags.string("server-side") !== "false";
  let plan: Plan | undefined;
  const request = { name, chart, postRender: await postRenderer(context), strategy: "server" as const, open };
  const perform = async (
    release: PlanRequest["release"],
    options: InstallOptions,
    ports: ActionPorts,
  ): Promise<void> => {
    const planned = { kind: "install" as const, options };
    plan = await makePlan({ ...commonOf(context, release), release, run: planned, base }, ports);
  };
  await installLive(context, { ...request, serverSide, replace: base !== undefined, perform });
  return plan;
}

async function planUpgrade(
  context: CommandContext,
  open: OpenCluster,
  base: PlanBase | undefined,
): Promise<Plan | undefined> {
  const [name = ""] = context.args;
  const { chart, given } = await readChart(context);
  let plan: Plan | undefined;
  await upgradeLive(context, {
    ...{ name, chart, given, open, strategy: "server", postRender: await postRenderer(context) },
    perform: async ({ current, upgraded: release }, options, ports) => {
      const planned = { kind: "upgrade" as const, options };
      plan = await makePlan({ ...commonOf(context, release), release, run: planned, current, base }, ports);
    },
  });
  return plan;
}

function commonOf(
  { flags }: CommandContext,
  { chart }: PlanRequest["release"],
): Pick<PlanRequest, "chartDigest" | "leave" | "maxHistory" | "recreate" | "skipCrds"> {
  return {
    chartDigest: chartDigest(chart),
    maxHistory: flags.int("history-max"),
    recreate: new Set(flags.strings("recreate").map((word) => word.toLowerCase())),
    leave: leaveOf(flags.strings("leave")),
    skipCrds: flags.bool("skip-crds"),
  };
}
