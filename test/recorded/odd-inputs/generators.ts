/** What generators read: files of variables, other files, literals, and how a generator joins what a base has generated. */
import type { OddInput } from "../odd-build.ts";

const ENVS: readonly string[] = [
  ...[
    "",
    "\n",
    "A",
    "A=",
    "=1",
    "A=1\r\nB=2\r\n",
    "A=1\rB=2",
    "A=1\nA=2",
    "#A=1",
    "  # c\n A=1 ",
    "A =1",
    "export A=1",
  ],
  ...[
    'A="x"',
    "A='x y' # c",
    "A=1 # c",
    "A.b-c_d=1",
    "a b=1",
    "é=é",
    "A/b=1",
    "..=1",
    "A=a\\nb",
    "A=1\0B",
    "A=\t",
    "\u00a0A=1",
  ],
  ...[
    "\ufeffA=1",
    "A=1\n\ufeffB=2",
    "true=1",
    "null=1",
    "~=1",
    "1=1",
    "A=1e3",
    "A=a: b",
    "A=- a",
    `${"a".repeat(254)}=1`,
  ],
  ...[`B=1\nA=${"x".repeat(65_533)}\nC=3`, `B=1\nA=${"x".repeat(65_534)}\nC=3`],
];
const CONTENTS: readonly (string | Uint8Array)[] = [
  ...[
    "",
    "a",
    "a\r\nb\r\n",
    "a \nb\n",
    "  a\nb\n",
    "\na\n",
    "\n\n",
    "a\n\n\n",
    "\ta\n",
    "a\0b",
    "a\x07b\n",
    "a\u2028b\n",
    " \n",
  ],
  ...["\ufeffa\n", "😀\n", "1", "~", "- a", "---\na\n", "x ".repeat(60), "%a\n"],
  ...[Uint8Array.of(0, 255, 1, 254), Uint8Array.of(99, 97, 102, 233)],
];
const SOURCES: readonly string[] = [
  ...[
    "f",
    "./f",
    "d/f",
    "k=f",
    "=f",
    "k=",
    "=",
    "a=b=c",
    "k= f",
    " k=f",
    "nope",
    "d",
    "../x/f",
    "",
    "'f'",
    "k/k=f",
    "é=f",
  ],
  ...["..=f", "d/../f", "f/", "~", "*", "k@=f", "K k=f"],
];
const LITERALS = [
  "a",
  "",
  "=b",
  "a=",
  "a='b'",
  `a="b'`,
  "a='",
  "a==b",
  " a=b ",
  "a='b\nc'",
  "a/b=c",
  "..=c",
  "a=1",
  "a=\0",
];
const BEHAVIORS = ["", "create", "merge", "replace", "Merge"];
const OPTIONS = [
  ...[
    "labels: {a: ~}",
    "labels: {a: 1}",
    "labels: {'': b}",
    "labels: {a b: c}",
    "annotations: {a: 'yes'}",
    "annotations: []",
  ],
  ...["immutable: true", "immutable: 'true'", "disableNameSuffixHash: true", "disableNameSuffixHash: 1"],
];

export function oddSources(): OddInput[] {
  const [configMaps, secrets] = ["configMapGenerator", "secretGenerator"] as const;
  return [
    ...ENVS.map((content) => fromFile(configMaps, "envs: [f]", content)),
    ...CONTENTS.flatMap((content) =>
      [configMaps, secrets].map((generator) => fromFile(generator, "files: [f]", content)),
    ),
    ...SOURCES.map((source) => fromFile(configMaps, `files: [${JSON.stringify(source)}, x=f]`, "A=1\n")),
    ...LITERALS.map((literal) => fromFile(secrets, `literals: [${JSON.stringify(literal)}]`, "")),
    ...OPTIONS.map((options) => fromFile(configMaps, `options: {${options}}`, "")),
    ...BEHAVIORS.flatMap((below) => BEHAVIORS.map((above) => overBase(configMaps, [below, above]))),
  ];
}

function fromFile(generator: string, how: string, content: string | Uint8Array): OddInput {
  const kustomization = `${generator}: [{name: g, ${how}}]\ngeneratorOptions: {labels: {z: y}}\n`;
  const shown = JSON.stringify(typeof content === "string" ? content : [...content]).slice(0, 60);
  const size = content.length > 60 ? ` (${content.length})` : "";
  const files = { f: content, "d/f": "C=3\n", "kustomization.yaml": kustomization };
  return { line: `${generator}: ${how} of ${shown}${size}`, files };
}

function overBase(generator: string, [below, above]: readonly [string, string]): OddInput {
  const entry = (literals: string, behavior: string): string =>
    `${generator}: [{name: g, literals: [${literals}]${behavior === "" ? "" : `, behavior: ${behavior}`}}]\n`;
  const files = {
    "base/kustomization.yaml": entry("a=1, b=2", below),
    "kustomization.yaml": `resources: [base]\n${entry("b=3, c=4", above)}`,
  };
  return { line: `${generator}: behavior ${below} below, ${above} above`, files };
}
