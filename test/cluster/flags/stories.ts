/**
 * Lives of releases, made by chance from a seed: command lines that mostly succeed, with the flags that decide how objects are written, while others change and
 * delete them. Where generate.ts looks at flags, these look at what becomes of records, objects and their managers.
 */
import type { Major, Scenario, Step } from "../lifecycle.ts";
import { FILES } from "./charts.ts";
import { Random } from "../../random.ts";

const STEPS = 24;
const NAMES = ["a", "b"];

export function stories(major: Major, { seed, count }: { seed: number; count: number }): Scenario[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => {
    const steps = Array.from({ length: STEPS }, () => step(major, random));
    const ends = NAMES.map((name) => `helm history ${name} -o json`);
    return {
      about: `story ${i} of seed ${seed}`,
      majors: [major],
      files: FILES,
      steps: [...BEGINNING, ...steps, ...ends],
    };
  });
}

const BEGINNING = ["helm install a ./web", "helm install b ./keep"];

type Chances = readonly (readonly [share: number, make: (random: Random) => Step])[];

const VALUES = ["color=blue", "color=green,size=2", "extra=true", "extra=false", "size=9", "color=null", "deep.er=1"];
const CHARTS = ["./web", "./web", "./web", "./web", "./sub", "./keep", "./hooks", "./bad"];

const WRITING: Readonly<Record<Major, readonly string[]>> = {
  helm4: [
    ...["--server-side=false", "--server-side=true", "--force-conflicts", "--force-replace --server-side=false"],
    ...["--force-replace", "--wait", "--wait=legacy", "--no-hooks"],
  ],
  helm3: ["--force", "--wait", "--no-hooks", "--disable-openapi-validation"],
};

const UPGRADING: Readonly<Record<Major, readonly string[]>> = {
  helm4: ["--rollback-on-failure", "--cleanup-on-fail", "--server-side=auto"],
  helm3: ["--atomic", "--cleanup-on-fail", "--recreate-pods"],
};

function step(major: Major, random: Random): Step {
  const flags = (...lists: readonly (readonly string[])[]): string =>
    lists.map((list) => (random.isBelow(0.4) ? random.pick(list) : "")).join(" ");
  const writing = WRITING[major];
  const name = random.pick(NAMES);
  const set = random.isBelow(0.7) ? `--set ${random.pick(VALUES)}` : "";
  // Helm 3's debug lines begin with places in its source.
  const debug = major === "helm4" && random.isBelow(0.3) ? "--debug" : "";
  const line = (...words: readonly string[]): string => [...words, debug].join(" ").replace(/ +/g, " ").trim();
  const kept = [
    "--reuse-values",
    "--reset-values",
    "--reset-then-reuse-values",
    "--description told",
    "-l x=y",
    "--history-max 2",
  ];
  const chances: Chances = [
    [
      5,
      () =>
        line(
          "helm upgrade",
          name,
          random.pick(CHARTS),
          set,
          flags(writing, UPGRADING[major], kept, ["-i", "--take-ownership"]),
        ),
    ],
    [
      2,
      () =>
        line(
          "helm rollback",
          name,
          random.pick(["", "1", "2"]),
          flags(writing.filter(isOfRollback), ["--cleanup-on-fail"]),
        ),
    ],
    [1, () => line("helm install", name, random.pick(CHARTS), set, flags(writing, ["--replace", "--take-ownership"]))],
    [
      1,
      () => line("helm uninstall", name, flags(["--keep-history", "--no-hooks"], ["--wait", "--cascade foreground"])),
    ],
    [1, () => `helm upgrade ${name} ./web --set fail=true`],
    [2, () => changed(name, random)],
    [1, () => ({ delete: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `${name}-conf` } } })],
  ];
  return chosen(chances, random)(random);
}

function isOfRollback(flag: string): boolean {
  return flag !== "--disable-openapi-validation";
}

function changed(name: string, random: Random): Step {
  const data = { [random.pick(["color", "size", "other"])]: random.pick(["x", "y"]) };
  const manager = random.pick(["kubectl", "someone", "helm"]);
  return {
    apply: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `${name}-conf` }, data },
    manager,
    force: true,
  };
}

function chosen(chances: Chances, random: Random): (random: Random) => Step {
  let left = random.next() * chances.reduce((sum, [share]) => sum + share, 0);
  for (const [share, make] of chances) {
    left -= share;
    if (left < 0) return make;
  }
  throw new Error("shares do not add up");
}
