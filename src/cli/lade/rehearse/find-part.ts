/** What is to be rehearsed: a plan from a file, or a chart rendered as an upgrade with the same flags would render it. */
import { FileError } from "../../../base/index.ts";
import { fromBytes } from "../../../go/index.ts";
import { readPlan } from "../../../helm/plan/index.ts";
import type { Part } from "../../../helm/rehearse/index.ts";
import { CommandError, type CommandContext, type RunContext } from "../../context.ts";
import { postRenderer } from "../../helm/chart/post-renderer.ts";
import { installLive } from "../../helm/release/install-live.ts";
import type { OpenCluster } from "../../helm/release/open.ts";
import { upgradeLive } from "../../helm/release/upgrade-live.ts";
import { isAbsent, readChart } from "../../helm/upgrade.ts";

export function planOfFile(context: RunContext): Extract<Part, { kind: "plan" }> {
  const [path = ""] = context.args;
  try {
    return { kind: "plan", plan: readPlan(fromBytes(context.files.read(path))) };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const hint = `${path} alone is the file of a plan; a release needs its chart as well`;
    throw new CommandError(error.code === "ENOENT" ? `${error.message}: ${hint}` : error.message, { cause: error });
  }
}

/** Rendered against the cluster, which is only read. Throws `GoError`. */
export async function partOf(context: CommandContext, open: OpenCluster): Promise<Part> {
  const part = (await isAbsent(context, open)) ? await installPart(context, open) : await upgradePart(context, open);
  if (part === undefined) throw new Error("nothing was rendered");
  return part;
}

async function installPart(context: CommandContext, open: OpenCluster): Promise<Part | undefined> {
  const { args, flags } = context;
  const [name = "", chart = ""] = args;
  let part: Part | undefined;
  await installLive(context, {
    ...{ name, chart, postRender: await postRenderer(context), strategy: "server", open },
    ...{ serverSide: flags.string("server-side") !== "false", replace: false },
    perform: (release, options) => {
      const crds = flags.bool("skip-crds") ? [] : release.chart.crds();
      part = { kind: "install", release, options: { ...options, replace: true }, crds };
      return Promise.resolve();
    },
  });
  return part;
}

async function upgradePart(context: CommandContext, open: OpenCluster): Promise<Part | undefined> {
  const [name = ""] = context.args;
  const { chart, given } = await readChart(context);
  let part: Part | undefined;
  await upgradeLive(context, {
    ...{ name, chart, given, open, strategy: "server", postRender: await postRenderer(context) },
    perform: ({ upgraded: release }, options) => {
      part = { kind: "upgrade", release, options };
      return Promise.resolve();
    },
  });
  return part;
}
