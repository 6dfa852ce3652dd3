/**
 * Builds the five programs of a control plane, and kubectl, from the pinned wrapper modules beside this file, with Go: about six
 * minutes on two cores the first time, nothing afterwards. LADE_CONTROL_PLANE names a folder that already holds the five, KUBECTL a kubectl.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

export const PROGRAMS = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok"] as const;
export type ProgramName = (typeof PROGRAMS)[number];

const ROOT = resolve(import.meta.dir, "../..");
const KUBERNETES = "v1.36.3";
const CACHE = join(ROOT, ".cache", "control-plane", KUBERNETES);

/** Without a stamp the server says `v0.0.0-master`, which is no semantic version and fails every `kubeVersion` constraint. */
const STAMPS = {
  gitVersion: KUBERNETES,
  gitMajor: "1",
  gitMinor: "36",
  gitTreeState: "clean",
  buildDate: "2026-01-01T00:00:00Z",
};

/** The folder that holds the programs, built where they are missing. Throws where Go is missing or a build fails. */
export function controlPlanePrograms(): string {
  const given = process.env["LADE_CONTROL_PLANE"];
  if (given !== undefined && given !== "") return resolve(given);
  mkdirSync(CACHE, { recursive: true });
  for (const name of PROGRAMS) if (!existsSync(join(CACHE, name))) build(name, join(CACHE, name));
  return CACHE;
}

/** The path of kubectl: the one that KUBECTL names, or one of the version of the server, built where it is missing. Throws as above. */
export function kubectlProgram(): string {
  const given = process.env["KUBECTL"];
  if (given !== undefined && given !== "") return resolve(given);
  const path = join(CACHE, "kubectl");
  mkdirSync(CACHE, { recursive: true });
  if (!existsSync(path)) build("kubectl", path);
  return path;
}

function build(name: ProgramName | "kubectl", output: string): void {
  if (Bun.which("go") === null)
    throw new Error("the control plane is built with Go (https://go.dev/dl/), which is not on PATH");
  console.error(`building ${name} ...`);
  const stamps = Object.entries(STAMPS).map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`);
  const words = [
    "go",
    "build",
    "-trimpath",
    "-ldflags",
    ["-s", "-w", ...stamps].join(" "),
    "-o",
    output,
    packageOf(name),
  ];
  const { exitCode, stderr } = Bun.spawnSync(words, {
    cwd: name === "kwok" ? join(import.meta.dir, "kwok") : import.meta.dir,
  });
  if (exitCode !== 0) throw new Error(`building ${name} failed:\n${stderr}`);
}

function packageOf(name: ProgramName | "kubectl"): string {
  if (name === "etcd") return "go.etcd.io/etcd/server/v3";
  return name === "kwok" ? "sigs.k8s.io/kwok/cmd/kwok" : `k8s.io/kubernetes/cmd/${name}`;
}
