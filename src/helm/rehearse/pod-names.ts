/** What controllers name the pods of an object (apiserver names.SimpleNameGenerator, util/rand). */

/** No vowels, nothing that looks like another. */
const LETTERS = "[bcdfghjklmnpqrstvwxz2456789]";

const PATTERNS: Readonly<Record<string, string>> = {
  // A ReplicaSet's hash is longer than most words.
  deployment: `-${LETTERS}{6,10}-${LETTERS}{5}`,
  statefulset: "-\\d+",
  daemonset: `-${LETTERS}{5}`,
  replicaset: `-${LETTERS}{5}`,
  job: `-${LETTERS}{5}`,
  pod: "",
};

/** Undefined where a kind has no pods. Kinds as they are written, in short or for many. */
export function podNames(kind: string, name: string): RegExp | undefined {
  const word = kind.toLowerCase();
  const full = SHORT[word] ?? word.replace(/s$/, "");
  const pattern = PATTERNS[full];
  return pattern === undefined ? undefined : new RegExp(`^${name.replace(/[^\w-]/g, "\\$&")}${pattern}$`);
}

const SHORT: Readonly<Record<string, string>> = {
  deploy: "deployment",
  sts: "statefulset",
  ds: "daemonset",
  rs: "replicaset",
  po: "pod",
};
