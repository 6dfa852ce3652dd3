/**
 * Builds the five programs of a control plane from the pinned wrapper modules beside this file, with Go: about six minutes on two
 * cores the first time, nothing afterwards. LADE_CONTROL_PLANE names a folder that already holds them.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

export const PROGRAMS = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok"] as const;
export type ProgramName = (typeof PROGRAMS)[number];

const ROOT = resolve(import.meta.dir, "../..");
const KUBERNETES = "v1.36.3";

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
  const folder = join(ROOT, ".cache", "control-plane", KUBERNETES);
  mkdirSync(folder, { recursive: true });
  for (const name of PROGRAMS) if (!existsSync(join(folder, name))) build(name, join(folder, name));
  return folder;
}

function build(name: ProgramName, output: string): void {
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

function packageOf(name: ProgramName): string {
  if (name === "etcd") return "go.etcd.io/etcd/server/v3";
  return name === "kwok" ? "sigs.k8s.io/kwok/cmd/kwok" : `k8s.io/kubernetes/cmd/${name}`;
}
