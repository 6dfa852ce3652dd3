/** What `helm diff upgrade` was asked for, by flags and by the environment. */
import { atoi, quote } from "../../../go/strconv/index.ts";
import type { CommandContext } from "../../context.ts";

export interface UpgradeSettings {
  readonly namespace: string;
  /** `none`, `client`, `server`, `true` or `false`. */
  readonly dryRun: string;
  /** Without it there is nothing to compare with. */
  readonly reachesCluster: boolean;
  /** The chart is rendered by `helm upgrade --dry-run`. */
  readonly asUpgrade: boolean;
  readonly threeWay: boolean;
  readonly normalize: boolean;
  /** Lines around a change where no flag says how many. */
  readonly usualContext: number | undefined;
}

const DRY_RUNS = ["server", "client", "true", "false"];
const SERVER_SIDES = ["true", "false", "auto"];

/** Throws for values that are none, and says what the environment has switched on. */
export function readSettings(context: CommandContext): UpgradeSettings {
  const { flags, env } = context;
  const given = flags.string("dry-run");
  const dryRun = given === "" ? "none" : given;
  if (given !== "" && !DRY_RUNS.includes(given)) {
    throw new Error(`flag "dry-run" must take a bool value or either "client" or "server", but got ${quote(dryRun)}`);
  }
  const serverSide = flags.string("server-side");
  if (!SERVER_SIDES.includes(serverSide)) {
    throw new Error(`flag "server-side" must be "true", "false" or "auto", but got ${quote(serverSide)}`);
  }
  return {
    namespace: env.get("HELM_NAMESPACE") ?? "",
    dryRun,
    reachesCluster: ["none", "false", "server"].includes(dryRun),
    asUpgrade: env.get("HELM_DIFF_USE_UPGRADE_DRY_RUN") === "true",
    threeWay: isSwitchedOn(context, { flag: "three-way-merge", variable: "HELM_DIFF_THREE_WAY_MERGE" }),
    normalize: isSwitchedOn(context, { flag: "normalize-manifests", variable: "HELM_DIFF_NORMALIZE_MANIFESTS" }),
    usualContext: contextOf(env.get("HELM_DIFF_OUTPUT_CONTEXT") ?? ""),
  };
}

function isSwitchedOn({ flags, env, err }: CommandContext, by: { flag: string; variable: string }): boolean {
  if (flags.changed(by.flag)) return flags.bool(by.flag);
  if (env.get(by.variable) !== "true") return false;
  err.write(`Enabled ${by.flag.replaceAll("-", " ")} via the envvar\n`);
  return true;
}

function contextOf(text: string): number | undefined {
  try {
    return Number(atoi(text));
  } catch {
    return undefined;
  }
}
