/** Flags of Helm that several of its commands have, each from what the release says, the command line and `helmDefaults` (pkg/state/state.go, helmx.go). */
import { GoError } from "../../go/index.ts";
import type { State } from "../load/state.ts";
import { releaseData } from "../release/template-data.ts";
import type { Release, Repository } from "../spec/state.ts";
import { Renderer } from "../template/renderer.ts";
import type { World } from "../world.ts";

type Spec = Pick<State, "spec">;

export function chartVersionFlags({ spec }: Spec, { version = "", devel }: Release): string[] {
  // A digest belongs to the chart's address.
  const [tag = ""] = version.split("@");
  return [
    ...(tag === "" ? [] : ["--version", tag]),
    ...((devel ?? spec.helmDefaults?.devel === true) ? ["--devel"] : []),
  ];
}

export function adoptFlags({ adopt = [] }: Release): string[] {
  return adopt.flatMap((each) => ["--adopt", each]);
}

export function enableDnsFlags({ spec }: Spec, { enableDNS }: Release): string[] {
  return (enableDNS ?? spec.helmDefaults?.enableDNS === true) ? ["--enable-dns"] : [];
}

export interface PostRenderOptions {
  readonly postRenderer: string;
  readonly postRendererArgs: readonly string[];
}

/** `isHelm3`: it takes a program; its successor a plugin, by which name scripts are called. Throws `GoError`. */
export function postRenderFlags(
  world: World,
  state: State,
  { release, options, isHelm3 }: { release: Release; options: PostRenderOptions; isHelm3: boolean },
): string[] {
  const { helmDefaults } = state.spec;
  const program = release.postRenderer || options.postRenderer || helmDefaults?.postRenderer || "";
  const name = isHelm3 ? program : program.replace(/^(?:.*\/)?([^/]*)\.(?:bash|sh)$/, "$1");
  const given = [release.postRendererArgs ?? [], options.postRendererArgs].find((args) => args.length > 0);
  const args = given ?? renderedArgs(world, state, { release, args: helmDefaults?.postRendererArgs ?? [] });
  const words = args.filter((arg) => arg !== "").map((arg) => `--post-renderer-args=${arg}`);
  return [...(name === "" ? [] : ["--post-renderer", name]), ...words];
}

function renderedArgs(
  world: World,
  state: State,
  { release, args }: { release: Release; args: readonly string[] },
): string[] {
  const data = releaseData(state, release, state.values);
  const renderer = new Renderer(world, state.folder);
  return args.map((arg) => {
    try {
      return renderer.render(arg, data);
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      throw new GoError(
        `failed rendering postRendererArg "${arg}" for release "${release.name ?? ""}": ${error.message}`,
      );
    }
  });
}

export function apiVersionsFlags({ spec }: Spec, release: Release, kubeVersion = ""): string[] {
  const own = release.apiVersions ?? [];
  const versions = own.length > 0 ? own : (spec.apiVersions ?? []);
  const version = kubeVersion || release.kubeVersion || spec.kubeVersion || "";
  return [
    ...versions.flatMap((each) => ["--api-versions", each]),
    ...(version === "" ? [] : ["--kube-version", version]),
  ];
}

/** The repository of a chart `repository/name`. */
export function repositoryOf({ spec }: Spec, { chart = "" }: Release): Repository | undefined {
  if (!chart.includes("/")) return undefined;
  const name = chart.slice(0, chart.indexOf("/"));
  return spec.repositories?.find((each) => each.name === name);
}

export function chartDownloadFlags(state: Spec, release: Release): string[] {
  const repository = repositoryOf(state, release);
  const { helmDefaults } = state.spec;
  // Helm does not heed the one beside the other.
  if (release.plainHttp ?? helmDefaults?.plainHttp ?? repository?.plainHttp) return ["--plain-http"];
  const skips = release.insecureSkipTLSVerify ?? helmDefaults?.insecureSkipTLSVerify ?? repository?.skipTLSVerify;
  return skips === true ? ["--insecure-skip-tls-verify"] : [];
}

/** The context of a release: its own, the environment's, that of all. */
export function kubeContextOf({ spec, environment }: State, { kubeContext = "" }: Release): string {
  const chosen = spec.environments?.get(environment.name)?.kubeContext ?? "";
  return kubeContext || chosen || (spec.helmDefaults?.kubeContext ?? "");
}

export function connectionFlags(state: State, release: Release): string[] {
  const context = kubeContextOf(state, release);
  return context === "" ? [] : ["--kube-context", context];
}

export function schemaFlags({ spec }: Spec, release: Release, skips: boolean): string[] {
  const skipped = release.skipSchemaValidation === true || skips || spec.helmDefaults?.skipSchemaValidation === true;
  return skipped ? ["--skip-schema-validation"] : [];
}
