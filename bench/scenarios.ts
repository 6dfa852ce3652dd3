/** What is timed: a command line for each program over the same input, and the ratio that must hold. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import {
  manyObjects,
  manyReleases,
  manyResources,
  nestedTpl,
  onePatchOverlay,
  smallChart,
  wideChart,
  writeFiles,
} from "./inputs.ts";
import type { StoredReleases } from "./releases.ts";

export interface Scenario {
  readonly name: string;
  readonly tool: "helm" | "kustomize" | "helmfile";
  readonly limit: number;
  /** Words after the tool's name; a function of `lade` or `peer` where each needs a release of its own. */
  readonly words: readonly string[] | ((program: string) => readonly string[]);
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Fills the working folder (one for each program). */
  prepare?(folder: string): void;
  /** Puts it back before each run. */
  reset?(folder: string): void;
}

/** Real charts stand beside the checkout where the parity recordings are present. */
const REAL_CHARTS = resolve(import.meta.dir, "../../shared/parity/helm/charts-real/charts");

/** What is started or written by run.ts. */
export interface Servers {
  /** Loopback addresses of five chart repositories. */
  readonly repositories: readonly string[];
  /** Where KUBECONFIG names a cluster. */
  readonly releases?: StoredReleases | undefined;
}

export function scenarios(servers: Servers): Scenario[] {
  return [
    { name: "version", tool: "helm", limit: 0.2, words: ["version"] },
    { name: "env", tool: "helm", limit: 0.2, words: ["env"] },
    template("small chart", 0.25, smallChart),
    template("created chart", 0.25, createdChart),
    template("100 templates", 0.5, (folder) => wideChart(folder, 100)),
    template("400 templates", 0.5, (folder) => wideChart(folder, 400)),
    // Growth shows in the rows.
    template("2000 templates", 0.5, (folder) => wideChart(folder, 2000)),
    template("tpl 100 deep", 0.5, (folder) => nestedTpl(folder, 100)),
    template("tpl 400 deep", 0.5, (folder) => nestedTpl(folder, 400)),
    ...realCharts(),
    {
      name: "lint small chart",
      tool: "helm",
      limit: 0.5,
      words: ["lint", "chart"],
      prepare: (folder) => void smallChart(join(folder, "chart")),
    },
    {
      name: "package small chart",
      tool: "helm",
      limit: 0.5,
      words: ["package", "chart"],
      prepare: (folder) => void smallChart(join(folder, "chart")),
    },
    dependencyUpdate(servers),
    ...kustomizeBuilds(),
    ...stateFiles(),
    ...(servers.releases === undefined ? [] : [...reading(servers.releases), ...writing(servers.releases)]),
  ];
}

/** Small releases of one chart: Helmfile starts Helm for each. */
function stateFiles(): Scenario[] {
  const scenario = (command: string, releases: number, limit: number): Scenario => ({
    name: `helmfile ${command}, ${releases} releases`,
    tool: "helmfile",
    limit,
    words: ["--quiet", command],
    prepare: (folder) => void manyReleases(folder, releases),
  });
  return [
    scenario("list", 20, 0.3),
    scenario("build", 20, 0.3),
    scenario("template", 20, 0.1),
    scenario("template", 200, 0.1),
  ];
}

/** The commands that read, over 500 records on an API server. */
function reading({ kubeconfig, namespace }: StoredReleases): Scenario[] {
  const commands = [
    ["list"],
    ["list", "-o", "json"],
    ["list", "--filter", "release-5."],
    ["status", "release-50"],
    ["history", "release-50"],
    ["get", "values", "release-50"],
    ["get", "all", "release-50"],
  ];
  return commands.map((words) => ({
    name: `${words.join(" ")}, 500 records`,
    tool: "helm",
    limit: 0.5,
    words: [...words, "-n", namespace],
    env: { KUBECONFIG: kubeconfig },
  }));
}

const OBJECTS = 100;
const HELM = resolve(import.meta.dir, "../bin/helm");

/** The commands that write 100 objects. Each program has a release of its own; what is not timed is done by lade. */
function writing({ kubeconfig, namespace }: StoredReleases): Scenario[] {
  const helm = (folder: string, ...words: string[]): void => {
    const env = { PATH: process.env["PATH"] ?? "", HOME: folder, KUBECONFIG: kubeconfig };
    const { exitCode, stderr } = Bun.spawnSync([HELM, ...words, "-n", namespace], { cwd: folder, env });
    if (exitCode !== 0) throw new Error(`helm ${words.join(" ")}: ${stderr.toString()}`);
  };
  const scenario = (name: string, limit: number, parts: Pick<Scenario, "words" | "reset">): Scenario => ({
    ...{ name: `${name} of ${OBJECTS} objects`, tool: "helm", limit, env: { KUBECONFIG: kubeconfig }, ...parts },
    prepare: (folder) => void manyObjects(join(folder, "chart"), OBJECTS),
  });
  const release = (folder: string): string => `web-${basename(folder)}`;
  let generation = 1;
  const upgrade = (program: string): string[] => ["upgrade", "-i", `web-${program}`, "chart", "-n", namespace];
  return [
    scenario("install", 0.5, {
      words: (program) => ["install", `web-${program}`, "chart", "-n", namespace],
      reset: (folder) => helm(folder, "uninstall", release(folder), "--ignore-not-found", "--wait"),
    }),
    scenario("upgrade", 0.5, {
      words: upgrade,
      reset: (folder) => void writeFiles(folder, { "chart/values.yaml": `generation: ${++generation}\n` }),
    }),
    scenario("upgrade without a change", 0.4, { words: upgrade }),
  ];
}

function template(name: string, limit: number, write: (folder: string) => unknown): Scenario {
  return {
    name,
    tool: "helm",
    limit,
    words: ["template", "rel", "chart"],
    prepare: (folder) => void write(join(folder, "chart")),
  };
}

/** What `helm create` makes: with an empty folder for charts, and more templates than the small one. */
function createdChart(folder: string): void {
  const { exitCode } = Bun.spawnSync([HELM, "create", folder], { stdout: "ignore" });
  if (exitCode !== 0) throw new Error(`cannot create ${folder}`);
}

/** The largest of the recorded charts by the size of what they render, and the one that everybody knows. */
const LARGEST = ["kube-prometheus-stack", "bitnami-milvus", "victoria-metrics-k8s-stack", "consul", "argo-cd", "loki"];

function realCharts(): Scenario[] {
  if (!existsSync(REAL_CHARTS)) return [];
  const present = readdirSync(REAL_CHARTS);
  return LARGEST.flatMap((name) => {
    const archive = present.find((file) => file.startsWith(`${name}-`) && /^\d/.test(file.slice(name.length + 1)));
    return archive === undefined ? [] : realChart(name, join(REAL_CHARTS, archive));
  });
}

function realChart(name: string, archive: string): Scenario[] {
  const unpack = (folder: string): void => {
    mkdirSync(folder, { recursive: true });
    const { exitCode } = Bun.spawnSync(["tar", "-xzf", archive, "-C", folder, "--transform", "s,^[^/]*,chart,"]);
    if (exitCode !== 0) throw new Error(`tar cannot read ${archive}`);
  };
  return [
    {
      name,
      tool: "helm",
      limit: 0.5,
      words: ["template", "rel", "chart.tgz"],
      prepare: (folder) => cpSync(archive, join(folder, "chart.tgz")),
    },
    { name: `lint ${name}`, tool: "helm", limit: 0.5, words: ["lint", "chart"], prepare: unpack },
    { name: `package ${name}`, tool: "helm", limit: 0.5, words: ["package", "chart"], prepare: unpack },
  ];
}

/** Growth shows in the rows: 8,000 resources may take at most ten times what 1,000 take. */
function kustomizeBuilds(): Scenario[] {
  const build = (
    name: string,
    limit: number,
    { target, write }: { target: string; write: (folder: string) => unknown },
  ): Scenario => ({
    ...{ name: `kustomize, ${name}`, tool: "kustomize", limit, words: ["build", target] },
    prepare: (folder) => void write(folder),
  });
  const many = (count: number, limit: number): Scenario =>
    build(`${count} resources`, limit, {
      target: "many",
      write: (folder) => manyResources(join(folder, "many"), count),
    });
  return [build("one patch", 0.5, { target: "overlay", write: onePatchOverlay }), many(1000, 0.1), many(4000, 0.03)];
}

function dependencyUpdate({ repositories }: Servers): Scenario {
  const dependencies = repositories
    .map((url, at) => `- name: chart-${at}\n  version: 10.0.0\n  repository: ${url}\n`)
    .join("");
  return {
    name: `dependency update, ${repositories.length} repositories`,
    tool: "helm",
    limit: 0.2,
    words: ["dependency", "update", "chart"],
    prepare(folder) {
      writeFiles(join(folder, "chart"), {
        "Chart.yaml": `apiVersion: v2\nname: parent\nversion: 1.0.0\ndependencies:\n${dependencies}`,
      });
    },
    reset(folder) {
      for (const name of ["chart/charts", "chart/Chart.lock", "home"])
        rmSync(join(folder, name), { recursive: true, force: true });
      mkdirSync(join(folder, "home", "config"), { recursive: true });
      const entries = repositories.map((url, at) => `- name: repo${at}\n  url: ${url}\n`).join("");
      writeFileSync(
        join(folder, "home", "config", "repositories.yaml"),
        `apiVersion: ""\ngenerated: "0001-01-01T00:00:00Z"\nrepositories:\n${entries}`,
      );
    },
  };
}
