/** `kustomize build` (kustomize 5.8.1, commands/build). */
import { join } from "../../go/path/index.ts";
import { toBytes } from "../../go/index.ts";
import {
  build,
  fileNames,
  formatBuild,
  formatResource,
  KustomizeError,
  type BuildOptions,
  type ResMap,
} from "../../kustomize/index.ts";
import { peek, writableFilesFrom } from "../../base/index.ts";
import type { RunContext } from "../context.ts";
import { currentUser } from "../../sys/index.ts";
import { restartingWhenLarge } from "./large-build.ts";
import { sourceFor } from "./remote/source-for.ts";
import { NO_HELM, NO_PLUGINS, NOBODY, withWorld, type World } from "./world.ts";

const RESTRICTIONS: readonly string[] = ["LoadRestrictionsRootOnly", "LoadRestrictionsNone"];
const ORDERS: readonly string[] = ["legacy", "none"];

export async function run(context: RunContext): Promise<void> {
  const { args, flags, out } = context;
  if (args.length > 1) throw new Error("specify one path to kustomization.yaml");
  checkValue("load-restrictor", flags.string("load-restrictor"), ["", ...RESTRICTIONS]);
  checkValue("reorder", flags.string("reorder"), ORDERS);
  const output = flags.string("output");
  const files = writableFilesFrom(context);
  const { result, notes } = await explainedBuild(context, (map) => {
    if (peek(files, output)?.kind !== "directory") return { text: formatBuild(map) };
    return { parts: fileNames(map) };
  });
  // Where one cannot be written, those before it have been.
  for (const { name, resource } of result.parts ?? [])
    files.write(join(output, name), toBytes(formatResource(resource)));
  if (result.text !== undefined && output !== "") files.write(output, toBytes(result.text));
  else out.write(result.text ?? "");
  context.err.write(notes);
}

/** Builds, and says on a terminal what is known of a failure, or of selectors that select nothing. */
async function explainedBuild<Result>(
  context: RunContext,
  use: (map: ResMap) => Result,
): Promise<{ result: Result; notes: string }> {
  const { args, flags, terminal } = context;
  // Programs are not run a second time for an explanation.
  const explains = terminal.errIsTerminal && !flags.bool("enable-alpha-plugins");
  const again = (world: World): ResMap => build(args[0] ?? ".", { ...world, ...optionsOf(context) });
  let attempts = 0;
  let unmatched = false;
  const attempt = (world: World): Result => {
    // What a first attempt lacked has been fetched since, and is not to be fetched twice.
    const watched = attempts++ === 0 && context.isInner !== true ? restartingWhenLarge(world) : world;
    return use(again(explains ? { ...watched, unmatched: () => (unmatched = true) } : watched));
  };
  try {
    const result = await withWorld(context, attempt, { source: await sourceFor(context, args[0] ?? ".") });
    if (!unmatched) return { result, notes: "" };
    return { result, notes: await (await import("./explain-build.ts")).explainUnmatched(context, again) };
  } catch (error) {
    if (!explains || !(error instanceof KustomizeError)) throw error;
    const { explained, explainFailure } = await import("./explain-build.ts");
    throw explained(error, await explainFailure(context, error, again));
  }
}

function checkValue(flag: string, value: string, legal: readonly string[]): void {
  if (legal.includes(value)) return;
  const values = legal.filter((each) => each !== "").join(" ");
  throw new Error(`illegal flag value --${flag} ${value}; legal values: [${values}]`);
}

type Chosen = Pick<BuildOptions, "restriction" | "reorder" | "managedByLabel" | "plugins" | "helm">;

/** What a build without flags does. */
export function defaultOptions({ env }: RunContext): Chosen {
  return {
    restriction: "root-only",
    reorder: "unspecified",
    managedByLabel: env.get("KUSTOMIZE_ENABLE_MANAGEDBY_LABEL") === "on",
    plugins: NO_PLUGINS,
    helm: NO_HELM,
  };
}

/** What the flags of `build` ask for. */
export function optionsOf({ flags, env }: RunContext): Chosen {
  const enabled = flags.bool("enable-alpha-plugins");
  return {
    restriction: flags.string("load-restrictor") === "LoadRestrictionsNone" ? "none" : "root-only",
    reorder:
      flags.has("reorder") && flags.changed("reorder")
        ? (flags.string("reorder") as BuildOptions["reorder"])
        : "unspecified",
    managedByLabel:
      (flags.has("enable-managedby-label") && flags.bool("enable-managedby-label")) ||
      env.get("KUSTOMIZE_ENABLE_MANAGEDBY_LABEL") === "on",
    plugins: {
      enabled,
      enableExec: flags.has("enable-exec") && flags.bool("enable-exec"),
      network: flags.bool("network"),
      networkName: flags.string("network-name"),
      mounts: flags.strings("mount"),
      env: flags.strings("env"),
      user: flags.bool("as-current-user") ? currentUser() : NOBODY,
    },
    helm: {
      enabled: enabled || flags.bool("enable-helm"),
      command: flags.string("helm-command"),
      apiVersions: flags.strings("helm-api-versions"),
      kubeVersion: flags.string("helm-kube-version"),
      debug: flags.bool("helm-debug"),
    },
  };
}
