/** `helmCharts` with something odd in their values, names, homes and commands; rendered by Helm 3. */
import type { OddInput } from "../odd-build.ts";

const CHART = {
  "charts/c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n",
  "charts/c/templates/all.yaml":
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  values: {{ .Values | toYaml | quote }}\n",
};

const VALUES: Readonly<Record<string, string>> = {
  ...{ plain: "a: 1\nb: {c: 2, d: [1]}\n", empty: "", comment: "# c\n", nothing: "~\n", list: "- a\n", text: "t\n" },
  ...{
    "a key twice": "a: 1\nx: {b: 1, b: 2}\n",
    "keys that are no texts": "m: {1: a}\n",
    "outer ones": "1: a\ntrue: b\n",
  },
  ...{ "no anchor": "a: *n\n", "no yaml": "a: [\n", infinite: "a: .inf\n", date: "d: 2001-01-01\n" },
  "an object": "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [{name: a, image: x}]}}}\n",
  anchors: "x: &x {c: 7}\na: *x\ny: {<<: *x, z: 1}\nl: [*x]\n",
};
const INLINE = ["{a: '1'}", "{a: {c: 1}}", "{b: ~, z: 1}", "{$patch: delete}"];
const CONTAINERS = "{spec: {template: {spec: {containers: [{name: a, tty: true}, {name: b}]}}}}";

/** Fields of the chart, or a word of the command line, by what is odd. */
const CHARTS: Readonly<Record<string, string>> = {
  ...{ "a name with a slash": "{name: c/}", "a name that leads elsewhere": "{name: ../charts/c}" },
  ...{ "no chart": "{name: nope}", "another version": "{name: c, version: 2.0.0}", "no name": "{releaseName: r}" },
};
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  "no such program": ["--helm-command", "nope"],
  "nothing at the path of one": ["--helm-command", "/nope/helm"],
  debug: ["--helm-debug"],
};

export function oddCharts(): OddInput[] {
  const values = Object.entries(VALUES).flatMap(([what, text]) =>
    [...INLINE, ...(what === "an object" ? [CONTAINERS] : [])].flatMap((inline) =>
      ["override", "merge"].map((mode) =>
        input(
          `${what}, ${inline}, ${mode}`,
          `{name: c, releaseName: r, valuesMerge: ${mode}, valuesInline: ${inline}}`,
          {
            "charts/c/values.yaml": text,
          },
        ),
      ),
    ),
  );
  const failing = { "charts/c/templates/fails.yaml": '{{ fail "no" }}' };
  return [
    ...values,
    ...Object.entries(CHARTS).map(([what, chart]) => input(what, chart, {})),
    ...Object.entries(COMMANDS).map(([what, words]) => ({ ...input(what, "{name: c}", failing, words) })),
    input("a file in the chart's place", "{name: f}", { "charts/f": "" }),
    homed("credentials that are no file", { "home/registry/config.json/x": "" }),
    homed("a home that is a file", { home: "" }),
  ];
}

function homed(what: string, files: Readonly<Record<string, string>>): OddInput {
  const kustomization = "helmGlobals: {configHome: home}\nhelmCharts: [{name: c, releaseName: r}]\n";
  const { line, ...one } = input(what, "", files);
  return { line, ...one, files: { ...one.files, "kustomization.yaml": kustomization } };
}

function input(
  what: string,
  chart: string,
  files: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): OddInput {
  return {
    line: `charts: ${what}`,
    files: { "charts/c/values.yaml": "a: 1\n", ...CHART, ...files, "kustomization.yaml": `helmCharts: [${chart}]\n` },
    words: ["build", "--enable-helm", ...words],
  };
}
