/** `helm install` (helm pkg/cmd/install.go 4.3.1, cmd/helm/install.go 3.22.0), as far as it comes without a cluster: to a dry run. */
import { GoError } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { dryRunStrategy } from "./chart/dry-run.ts";
import { renderInstall } from "./chart/install.ts";
import { postRenderer } from "./chart/post-renderer.ts";
import { nameAndChart } from "./chart/release-name.ts";
import { dryRunRelease } from "./release/dry-run-release.ts";
import { writeRelease } from "./release/write-release.ts";
import { unreachable } from "./no-cluster.ts";

export async function run(context: CommandContext): Promise<void> {
  const strategy = asCommandError(() => dryRunStrategy(context, { template: false }));
  try {
    await install(context, strategy);
  } catch (error) {
    if (!(error instanceof GoError || error instanceof CommandError)) throw error;
    throw new CommandError(`INSTALLATION FAILED: ${error.message}`, { cause: error });
  }
}

function asCommandError<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof GoError ? new CommandError(error.message, { cause: error }) : error;
  }
}

async function install(context: CommandContext, strategy: string): Promise<void> {
  const { dialect, flags, log } = context;
  const version = flags.string("version");
  if (dialect === "helm4") log.debug("Original chart version", { version });
  else log.debug(`Original chart version: ${quote(version)}`, { source: "install.go:225" });
  const { name, chart } = nameAndChart(context);
  // Helm 3 asks the cluster even for a dry run of the client.
  const offline = dialect === "helm4" && strategy === "client";
  const postRender = await postRenderer(context);
  const installable = await renderInstall(context, {
    name,
    chart,
    postRender,
    ...(offline ? {} : { reachCluster: () => failUnreachable(context) }),
  });
  writeRelease(context, dryRunRelease(context, installable));
}

async function failUnreachable(context: CommandContext): Promise<never> {
  const message = await unreachable(context);
  if (context.dialect === "helm3") throw new GoError(message);
  context.log.error(`cluster reachability check failed: ${message}`);
  throw new GoError(`cluster reachability check failed: ${message}`);
}
