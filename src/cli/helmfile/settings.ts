/** What the global flags of Helmfile 1.8.0 and the environment say (pkg/config/global.go): flags over environment over defaults. */
import type { GoMap } from "../../go/index.ts";
import { atoi } from "../../go/strconv/index.ts";
import type { FlagSet } from "../cobra/flag-set.ts";
import { flagValues } from "../cobra/flag-values.ts";
import type { Environment, RunContext } from "../context.ts";
import type { HelmfileLog } from "./log.ts";
import { stateStrings, stateValues } from "./state-values.ts";

/** What the run parts of Helmfile's commands are given. */
export interface HelmfileContext extends RunContext {
  /** The word by which the program was called. */
  readonly program: string;
  /** Whether `signal`, where it was asked for, has been aborted by an interrupt. */
  readonly isInterrupted: () => boolean;
  readonly settings: GlobalSettings;
  readonly log: HelmfileLog;
}

export interface GlobalSettings {
  /** `--file` or `HELMFILE_FILE_PATH`: a file, a folder, a remote place or `-`; empty where the usual names are looked for. */
  readonly file: string;
  /** `--environment` or `HELMFILE_ENVIRONMENT`, else `default`. */
  readonly environment: string;
  /** `--selector`, each a group of labels that must all match. */
  readonly selectors: readonly string[];
  /** `--namespace` or `HELMFILE_NAMESPACE`; empty when neither is given. */
  readonly namespace: string;
  /** `--kube-context` or `HELMFILE_KUBE_CONTEXT`; empty when neither is given. */
  readonly kubeContext: string;
  readonly kubeconfig: string;
  readonly chart: string;
  readonly helmBinary: string;
  readonly kustomizeBinary: string;
  readonly stateValueFiles: readonly string[];
  /**
   * Of `--state-values-set-string` and then of `--state-values-set`, where given: to be merged in this order. Asking throws
   * a `CommandError` where Helmfile panics.
   */
  readonly stateValues: readonly GoMap[];
  readonly skipDeps: boolean;
  readonly skipRefresh: boolean;
  readonly allowFailedReleases: boolean;
  readonly stripArgsValuesOnExitError: boolean;
  readonly disableForceUpdate: boolean;
  readonly enforcePluginVerification: boolean;
  readonly ociPlainHttp: boolean;
  /** `--repo-retries` or `HELMFILE_REPO_RETRIES`, else 0. */
  readonly repoRetries: number;
  readonly debug: boolean;
  readonly quiet: boolean;
  /** Whether colour is wanted: asked for, or not refused on a terminal that is not dumb. */
  readonly color: boolean;
  readonly noColor: boolean;
  /** What the log is made with: `debug` where that is on, `warn` where it is to be quiet. */
  readonly logLevel: string;
  readonly allowNoMatchingRelease: boolean;
  readonly enableLiveOutput: boolean;
  readonly interactive: boolean;
  readonly sequentialHelmfiles: boolean;
}

/** Reads the flags of the root after a command line was parsed. */
export function globalSettings(flags: FlagSet, env: Environment, outIsTerminal: boolean): GlobalSettings {
  const given = flagValues(flags);
  const or = (flag: string, variable: string, otherwise = "") =>
    given.string(flag) || (env.get(variable) ?? "") || otherwise;
  const on = (flag: string, variable: string) => given.bool(flag) || env.get(variable) === "true";
  const debug = on("debug", "HELMFILE_DEBUG");
  const quiet = on("quiet", "HELMFILE_QUIET");
  return {
    file: or("file", "HELMFILE_FILE_PATH"),
    environment: or("environment", "HELMFILE_ENVIRONMENT", "default"),
    selectors: given.strings("selector"),
    namespace: or("namespace", "HELMFILE_NAMESPACE"),
    kubeContext: or("kube-context", "HELMFILE_KUBE_CONTEXT"),
    kubeconfig: given.string("kubeconfig"),
    chart: given.string("chart"),
    helmBinary: or("helm-binary", "HELMFILE_HELM_BINARY", "helm"),
    kustomizeBinary: or("kustomize-binary", "HELMFILE_KUSTOMIZE_BINARY", "kustomize"),
    stateValueFiles: given.strings("state-values-file"),
    get stateValues() {
      const [strings, values] = [given.strings("state-values-set-string"), given.strings("state-values-set")];
      return [
        ...(strings.length === 0 ? [] : [stateStrings(strings)]),
        ...(values.length === 0 ? [] : [stateValues(values)]),
      ];
    },
    skipDeps: given.bool("skip-deps"),
    skipRefresh: given.bool("skip-refresh"),
    allowFailedReleases: given.bool("allow-failed-releases"),
    stripArgsValuesOnExitError: given.bool("strip-args-values-on-exit-error"),
    disableForceUpdate: given.bool("disable-force-update"),
    enforcePluginVerification: given.bool("enforce-plugin-verification"),
    ociPlainHttp: given.bool("oci-plain-http"),
    repoRetries: repoRetries(given.changed("repo-retries") ? given.int("repo-retries") : -1, env),
    debug,
    quiet,
    ...colors({ color: given.bool("color"), noColor: given.bool("no-color") }, env, outIsTerminal),
    logLevel: debug ? "debug" : quiet ? "warn" : or("log-level", "HELMFILE_LOG_LEVEL", "info"),
    allowNoMatchingRelease: given.bool("allow-no-matching-release"),
    enableLiveOutput: given.bool("enable-live-output"),
    interactive: on("interactive", "HELMFILE_INTERACTIVE"),
    sequentialHelmfiles: given.bool("sequential-helmfiles"),
  };
}

/** A negative flag is as none; the variable counts where it is a positive number. */
function repoRetries(flag: number, env: Environment): number {
  if (flag >= 0) return flag;
  try {
    return Math.max(0, Number(atoi(env.get("HELMFILE_REPO_RETRIES") ?? "")));
  } catch {
    return 0;
  }
}

type Colors = Pick<GlobalSettings, "color" | "noColor">;

/** The flag `--color` goes before the variables against colour, and `--no-color` before all. */
function colors(flags: Colors, env: Environment, outIsTerminal: boolean): Colors {
  const refused = env.get("HELMFILE_NO_COLOR") === "true" || (env.get("NO_COLOR") ?? "") !== "";
  const noColor = flags.noColor || (!flags.color && refused);
  return { noColor, color: flags.color || (!noColor && outIsTerminal && env.get("TERM") !== "dumb") };
}

/**
 * What goes to Helm behind the arguments of `--args`: `--debug` as well where that is on.
 *
 * The command must have a flag `--args`.
 */
export function helmArgs({ flags, settings }: Pick<HelmfileContext, "flags" | "settings">): string {
  const args = flags.string("args");
  return settings.debug ? `${args} --debug` : args;
}
