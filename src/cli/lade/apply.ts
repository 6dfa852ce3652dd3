/** `lade apply PLAN`: does what a plan says. */
import { FileError } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import { applyPlan, readPlan } from "../../helm/plan/index.ts";
import { CommandError, type RunContext } from "../context.ts";
import { actionPorts } from "../helm/release/action-ports.ts";
import { failingAsCommand } from "../helm/release/failures.ts";
import { openCluster } from "../helm/release/open.ts";
import { writeRelease } from "../helm/release/write-release.ts";
import { clusterContext } from "./cluster-context.ts";
import { inNamespace } from "./in-namespace.ts";

export async function run(context: RunContext): Promise<void> {
  await failingAsCommand(async () => {
    const plan = readPlan(readText(context));
    const { release, run: planned, maxHistory } = plan;
    const helm = inNamespace(await clusterContext(context), release.namespace);
    const ports = actionPorts(helm, await openCluster(helm, { maxHistory }), release.name);
    await applyPlan(plan, ports);
    if (helm.flags.string("output") === "table") {
      const done = planned.kind === "install" ? "installed" : "upgraded";
      context.out.write(`Release ${JSON.stringify(release.name)} has been ${done} as planned.\n`);
    }
    writeRelease(helm, release);
  });
}

function readText(context: RunContext): string {
  const [path = ""] = context.args;
  try {
    return fromBytes(context.files.read(path));
  } catch (error) {
    if (error instanceof FileError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}
