/** Which releases are there (pkg/state/state.go, `isReleaseInstalled`, `getDeployedVersion`). */
import { GoError, isMap } from "../../go/index.ts";
import { base } from "../../go/path/index.ts";
import { isDesired, listWords, type Release, statusFlags } from "../../helmfile/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import { ExitError } from "./exit-error.ts";
import { logged, logOutput } from "./log-output.ts";
import type { Site } from "./site.ts";

/** Throws `GoError`. */
export async function isInstalled(site: Site, release: Release): Promise<boolean> {
  const asksStatus = (site.context.env.get("HELMFILE_USE_HELM_STATUS_TO_CHECK_RELEASE_EXISTENCE") ?? "") !== "";
  return asksStatus ? await hasStatus(site, release) : (await listed(site, release)) !== "";
}

async function hasStatus(site: Site, release: Release): Promise<boolean> {
  const { context, state } = site;
  const { name = "" } = release;
  context.log.debug(`Checking release existence using \`helm status\` for release ${name}`);
  try {
    const { kubeContext: _, ...rest } = release;
    const connection = statusFlags(state, { ...rest, namespace: "", ...kubeContextOf(release) });
    const namespace = release.namespace ? ["--namespace", release.namespace] : [];
    await status(site, release, [...connection, ...namespace]);
    return true;
  } catch (error) {
    if (error instanceof ExitError && error.message.includes("Error: release: not found")) return false;
    throw error;
  }
}

const kubeContextOf = ({ kubeContext }: Release): Pick<Release, "kubeContext"> =>
  kubeContext === undefined ? {} : { kubeContext };

/** `helm status`. Throws `GoError`. */
export async function status({ context, helm }: Site, { name = "" }: Release, flags: readonly string[]): Promise<void> {
  context.log.info(`Getting status ${name}`);
  await logged(context, helm.run(["status", name, ...flags]));
}

/** What `helm list` says of a release, without its head. */
async function listed({ context, state, helm }: Site, release: Release): Promise<string> {
  context.log.info(`Listing releases matching ^${release.name ?? ""}$`);
  const output = await helm.run(listWords(state, release), { quiet: true });
  const rows = output.slice(output.includes("\n") ? output.indexOf("\n") + 1 : output.length);
  logOutput(context, rows);
  return rows;
}

/** Those that are there and are not to be. Throws `GoError`. */
export async function unwanted(site: Site, releases: readonly Release[]): Promise<Release[]> {
  return await present(
    site,
    releases.filter((release) => !isDesired(release)),
  );
}

/** Those that are there. Throws `GoError`. */
export async function present(site: Site, releases: readonly Release[]): Promise<Release[]> {
  const found: Release[] = [];
  for (const release of releases) if (await isInstalled(site, release)) found.push(release);
  return found;
}

/** The version of the chart that a release has now; empty where it cannot be told. */
export async function deployedVersion(site: Site, release: Release): Promise<string> {
  const { context, helm } = site;
  const { chart = "" } = release;
  try {
    const name = base(chart);
    const row = new RegExp(`.*\\s.*\\s.*\\s.*\\s${name.replace(/[$()*+?.[\\\]^{|}]/g, "\\$&")}-(.*?)\\s`);
    const [, version] = row.exec(await listed(site, release)) ?? [];
    if (version !== undefined) return version;
    const shown = unmarshal(await helm.run(["show", "chart", chart]));
    const found = shown !== undefined && isMap(shown) ? shown.get("version") : undefined;
    return typeof found === "string" ? found : "";
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    context.log.debug(`getting deployed release version failed: ${error.message}`);
    return "";
  }
}
