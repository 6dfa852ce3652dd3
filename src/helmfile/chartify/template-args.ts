/** What stands behind the other words where Helm renders a chart that is then patched (pkg/state/state.go, `buildChartifyTemplateArgs`). */
import { kubeContextOf } from "../flags/connection.ts";
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";

export interface TemplateArgsOptions {
  /** The command of Helmfile. */
  readonly command: string;
  /** `--template-args`; those of `helmDefaults` where it has none. */
  readonly templateArgs: string;
  readonly validate: boolean;
  readonly kubeconfig: string;
  readonly skipSchemaValidation: boolean;
}

const WITHOUT_CLUSTER = [
  "template",
  "lint",
  "build",
  "pull",
  "fetch",
  "write-values",
  "list",
  "show-dag",
  "deps",
  "repos",
];

/** Words, with a space between two of them. */
export function chartifyTemplateArgs(state: State, release: Release, options: TemplateArgsOptions): string {
  const { helmDefaults } = state.spec;
  const given = (options.templateArgs || (helmDefaults?.templateArgs ?? []).join(" ")).trim();
  const live = !WITHOUT_CLUSTER.includes(options.command);
  const connected = live || given.includes("--dry-run");
  const skipsSchema =
    release.skipSchemaValidation === true ||
    options.skipSchemaValidation ||
    helmDefaults?.skipSchemaValidation === true;
  const words = [
    ...(given === "" ? [] : [given]),
    ...(connected ? connection(given, options.kubeconfig, kubeContextOf(state, release)) : []),
    ...(live && !options.validate && !given.includes("--dry-run") ? ["--dry-run=server"] : []),
  ];
  const has = given.split(/\s+/).some((word) => /^--skip-schema-validation(=|$)/.test(word));
  return [...words, ...(skipsSchema && !has ? ["--skip-schema-validation"] : [])].join(" ");
}

function connection(given: string, kubeconfig: string, kubeContext: string): string[] {
  return [
    ...(kubeconfig === "" || given.includes("--kubeconfig") ? [] : ["--kubeconfig", kubeconfig]),
    ...(kubeContext === "" || given.includes("--kube-context") ? [] : ["--kube-context", kubeContext]),
  ];
}
