/** `helm template` (helm pkg/cmd/template.go 4.3.1, cmd/helm/template.go 3.22.0). */
import { match } from "../../helm/ignore/index.ts";
import { GoError } from "../../go/index.ts";
import { parseKubeVersion } from "../../helm/capabilities/index.ts";
import { splitManifests } from "../../helm/manifest/index.ts";
import { RenderError, hookText, joinFiles, manifestText, trimSpace, type Rendered } from "../../helm/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { checkCertificates } from "./chart/certificates.ts";
import { dryRunStrategy, type DryRunStrategy } from "./chart/dry-run.ts";
import { type Installable, type InstallRequest, renderInstall } from "./chart/install.ts";
import { OutputFolder } from "./chart/output-folder.ts";
import { postRenderer } from "./chart/post-renderer.ts";
import { nameAndChart } from "./chart/release-name.ts";
import { debugInstalledVersion } from "./chart/version.ts";
import type { AskedOfCluster } from "./release/template-live.ts";

export async function run(context: CommandContext): Promise<void> {
  try {
    await template(context);
  } catch (error) {
    if (error instanceof GoError) throw new CommandError(await messageOf(context, error), { cause: error });
    throw error;
  }
}

/** Helm's text; a terminal shows the template's lines below it. */
async function messageOf(context: CommandContext, error: GoError): Promise<string> {
  const failure = error.cause instanceof RenderError ? error.cause : error;
  if (!context.terminal.errIsTerminal || !(failure instanceof RenderError)) return error.message;
  const { explainFailure } = await import("./chart/explain-failure.ts");
  const explanation = failure.cause instanceof GoError ? await explainFailure(context, failure.cause) : "";
  return explanation === "" ? error.message : `${error.message}\n\n${explanation.trimEnd()}`;
}

async function template(context: CommandContext): Promise<void> {
  const { dialect, flags, settings } = context;
  const kubeVersion = kubeVersionOf(context);
  await checkCertificates(context);
  debugInstalledVersion(context);
  const strategy = dryRunStrategy(context, { template: true });
  const { name, chart } = await nameAndChart(context, { fallback: "release-name" });
  const postRender = await postRenderer(context);
  try {
    const request = {
      name,
      chart,
      kubeVersion,
      apiVersions: flags.strings("api-versions"),
      isUpgrade: flags.bool("is-upgrade"),
      postRender: dialect === "helm4" ? postRender : undefined,
    };
    const asked = whatIsAsked(context, strategy);
    const installable =
      asked.facts || asked.lookups ? await live(context, request, asked) : await renderInstall(context, request);
    print(context, installable, postRender);
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    if (!settings.debug)
      throw new GoError(`${error.message}\n\nUse --debug flag to render out invalid YAML`, { cause: error });
    const rendered = { hooks: error.hooks, manifests: [], notes: "" };
    printText(context, { manifest: joinFiles(error.files), rendered }, error);
    throw error;
  }
}

function kubeVersionOf({ dialect, flags }: CommandContext) {
  const text = flags.string("kube-version");
  if (text === "") return undefined;
  try {
    return parseKubeVersion(text, dialect);
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`invalid kube version '${text}': ${error.message}`);
    throw error;
  }
}

const LIVE_LOOKUPS_3 = ["server", "none", "false"];

/** Helm 3's `--dry-run=server` looks objects up and nothing else; `--validate` does the rest. */
function whatIsAsked({ dialect, flags }: CommandContext, strategy: DryRunStrategy): AskedOfCluster {
  const facts = strategy === "server";
  return { facts, lookups: dialect === "helm4" ? facts : LIVE_LOOKUPS_3.includes(flags.string("dry-run")) };
}

async function live(context: CommandContext, request: InstallRequest, asked: AskedOfCluster): Promise<Installable> {
  return await (await import("./release/template-live.ts")).templateLive(context, request, asked);
}

type PostRender = Awaited<ReturnType<typeof postRenderer>>;

function print(context: CommandContext, { chart, name, rendered }: Installable, postRender: PostRender): void {
  const { dialect, flags } = context;
  const directory = flags.string("output-dir");
  const crds = flags.bool("include-crds") ? chart.crds() : [];
  const folder =
    directory === "" ? undefined : new OutputFolder(context, directory, flags.bool("release-name") ? name : undefined);
  if (folder !== undefined) asPartOfRendering(() => folder.writeAll(crds, rendered.manifests));
  let manifest = folder === undefined ? manifestText(rendered.manifests, { crds }) : "";
  if (dialect === "helm3" && postRender !== undefined) {
    manifest = postRenderFinished(manifest, { postRender, hooks: rendered.hooks });
  }
  printText(context, { manifest, rendered, folder });
}

/** Helm writes the files while it renders, and words a failure so. */
function asPartOfRendering(action: () => void): void {
  try {
    action();
  } catch (error) {
    throw error instanceof GoError ? new RenderError(error) : error;
  }
}

/** Helm 3's post-renderer sees the finished text, without hooks. */
function postRenderFinished(
  manifest: string,
  { postRender, hooks }: { postRender: NonNullable<PostRender>; hooks: Rendered["hooks"] },
): string {
  try {
    return postRender(manifest);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new RenderError(new GoError(`error while running post render on files: ${error.message}`), new Map(), hooks);
  }
}

interface Printable {
  readonly manifest: string;
  readonly rendered: Rendered;
  readonly folder?: OutputFolder | undefined;
}

function printText(context: CommandContext, { manifest, rendered, folder }: Printable, failed?: GoError): void {
  const { dialect, flags, out } = context;
  const hooks = flags.bool("no-hooks") ? [] : rendered.hooks;
  const wanted = flags.bool("skip-tests") ? hooks.filter((hook) => !hook.events.includes("test")) : hooks;
  // Not joined: the text of a large chart would stand in memory once more.
  const pieces = [trimSpace(manifest), "\n"];
  if (folder === undefined) pieces.push(hookText(wanted));
  else for (const hook of wanted) folder.writeHook(hook);
  const only = flags.strings("show-only");
  if (only.length === 0) return pieces.forEach((piece) => out.write(piece));
  const documents = splitManifests(pieces.join(""), dialect);
  for (const pattern of only) {
    if (showOnly(documents, pattern).length > 0) continue;
    if (failed !== undefined && dialect === "helm4") throw failed;
    throw new GoError(`could not find template ${pattern} in chart`);
  }
  for (const pattern of only) for (const shown of showOnly(documents, pattern)) out.write(`---\n${shown}\n`);
}

const SOURCE = /# Source: [^/]+\/(.+)/;

/** The documents whose template matches, by their `# Source:` comments. */
function showOnly(documents: readonly string[], pattern: string): string[] {
  return documents.filter((manifest) => {
    const name = SOURCE.exec(manifest)?.[1];
    return name !== undefined && matches(pattern, name);
  });
}

function matches(pattern: string, name: string): boolean {
  try {
    return match(pattern, name);
  } catch {
    return false;
  }
}
