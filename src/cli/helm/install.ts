/** `helm install` (helm pkg/cmd/install.go 4.3.1, cmd/helm/install.go 3.22.0). */
import { GoError } from "../../go/index.ts";
import type { Release } from "../../helm/storage/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { checkCertificates } from "./chart/certificates.ts";
import { dryRunStrategy, type DryRunStrategy } from "./chart/dry-run.ts";
import { renderInstall } from "./chart/install.ts";
import { debugInstalledVersion } from "./chart/version.ts";
import { postRenderer } from "./chart/post-renderer.ts";
import { nameAndChart } from "./chart/release-name.ts";
import { dryRunRelease } from "./release/dry-run-release.ts";
import { failingAsCommand } from "./release/failures.ts";
import { writeRelease } from "./release/write-release.ts";

export async function run(context: CommandContext): Promise<void> {
  await checkCertificates(context);
  const strategy = asCommandError(() => dryRunStrategy(context, { template: false }));
  try {
    writeRelease(context, await failingAsCommand(() => install(context, strategy)));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
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

async function install(context: CommandContext, strategy: DryRunStrategy): Promise<Release> {
  const { dialect, flags } = context;
  debugInstalledVersion(context);
  const { name, chart } = await nameAndChart(context);
  const postRender = await postRenderer(context);
  // Helm 3 asks the cluster even for a dry run of the client.
  if (dialect === "helm4" && strategy === "client") {
    return dryRunRelease(context, await renderInstall(context, { name, chart, postRender }));
  }
  const { installLive } = await import("./release/install-live.ts");
  const serverSide = dialect === "helm4" && flags.bool("server-side");
  return await installLive(context, { name, chart, postRender, strategy, serverSide, replace: flags.bool("replace") });
}
