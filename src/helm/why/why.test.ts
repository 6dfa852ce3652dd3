import { describe, expect, test } from "bun:test";
import { Origins } from "../../base/index.ts";
import { toBytes } from "../../go/bytes.ts";
import type { TracedText } from "../../go/template/index.ts";
import { func, type Func, type GoMap, type Value } from "../../go/value.ts";
import { dictFunctions } from "../../sprig/dicts.ts";
import { encodingFunctions } from "../../sprig/encoding.ts";
import { defaultCapabilities } from "../capabilities/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dialect } from "../dialect.ts";
import { loadFiles } from "../loader/index.ts";
import { prepareValues } from "../release/values.ts";
import { renderTemplates, renderTraced } from "../render/index.ts";
import { gatherValues } from "../values/given.ts";
import {
  distinctNames,
  editDistance,
  explain,
  fieldHint,
  findDocuments,
  findTargets,
  formatExplanation,
  formatPath,
  formatUnread,
  measureCoverage,
  nearest,
  objectHint,
  parsePath,
  parseTarget,
  scalarsAt,
  unreadKeys,
} from "./index.ts";

const CHART: Record<string, string> = {
  "Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\nappVersion: v9\n",
  "values.yaml": "replicas: 1\nimage:\n  repository: nginx\n  tag: a\nlabels: {}\nport: 80\n",
  "templates/_helpers.tpl": '{{ define "labels" }}app: {{ .Chart.Name }}\nrelease: {{ .Release.Name }}{{ end }}',
  "templates/deployment.yaml": `kind: Deployment
metadata:
  name: web
  labels:
    {{- include "labels" . | nindent 4 }}
    {{- toYaml .Values.labels | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
  port: {{ .Values.port }}
  fixed: 5
`,
};

const PROD = "replicas: 3\nimage: {tga: x}\nlabels:\n  team: blue\n";

interface Traced {
  readonly chart: Chart;
  readonly values: GoMap;
  readonly origins: Origins;
  readonly outputs: Map<string, TracedText>;
}

const NO_WARNINGS = { nonBooleanCondition: () => {}, nonBooleanTag: () => {}, missingImport: () => {} };

function options(dialect: Dialect = "helm4") {
  return {
    dialect,
    sprig: new Map([...dictFunctions, ...encodingFunctions(), ...FUNCTIONS]),
    release: { name: "demo", namespace: "default", revision: 1, isInstall: true, isUpgrade: false },
    capabilities: defaultCapabilities(dialect),
  };
}

/** What the charts need of other chapters. */
const FUNCTIONS: readonly [string, Func][] = [
  func("nindent", "int, string", (by: number, text: string) => `\n${text.replace(/^/gm, " ".repeat(by))}`),
  func("default", "interface {}, interface {}", (fallback: Value, value: Value) =>
    value === null || value === "" ? fallback : value,
  ),
  func("upper", "string", (text: string) => text.toUpperCase()),
].map((declared) => [declared.name, declared]);

interface Tracing {
  readonly set?: readonly string[];
  readonly dialect?: Dialect;
}

function trace(chart: Record<string, string>, prod: string, { set = [], dialect = "helm4" }: Tracing = {}): Traced {
  const origins = new Origins();
  const files = Object.entries(chart).map(([name, data]) => ({ name, data: toBytes(data) }));
  const loaded = loadFiles(files, { dialect, gunzip: (bytes) => bytes, origins, location: "web/" });
  const given = gatherValues(
    { valueFiles: ["prod.yaml"], set, json: [], string: [], file: [], literal: [] },
    { dialect, read: () => toBytes(prod), origins },
  );
  const values = prepareValues(loaded, given, { dialect, warnings: NO_WARNINGS, origins });
  return { chart: loaded, values, origins, outputs: renderTraced(loaded, values, { ...options(dialect), origins }) };
}

function why({ outputs }: Traced, path: string): string {
  for (const output of outputs.values()) {
    for (const document of findDocuments(output.text, "helm4")) {
      const [scalar] = scalarsAt(document, parsePath(path));
      if (scalar !== undefined) return formatExplanation(scalar, explain(output, scalar));
    }
  }
  return "";
}

describe("why", () => {
  const traced = trace(CHART, PROD, { set: ["image.tag=b"] });

  test("the file that won, and what it overrode", () => {
    expect(why(traced, "spec.replicas")).toBe(`spec.replicas: 3
  written by web/templates/deployment.yaml:8:16
  reads      .Values.replicas
    set by   prod.yaml:1:1
    overrode web/values.yaml:1:1
`);
  });

  test("several values in one field, one of them from the command line", () => {
    const text = why(traced, "spec.image");
    expect(text).toContain("    set by   web/values.yaml:3:3\n");
    expect(text).toContain("    set by   --set image.tag=b\n    overrode web/values.yaml:4:3\n");
  });

  test("through include, toYaml and Chart.yaml", () => {
    expect(why(traced, "metadata.labels.app")).toBe(`metadata.labels.app: web
  written by web/templates/_helpers.tpl:1:30
  through    web/templates/deployment.yaml:5:9
  reads      .Chart.Name
    set by   web/Chart.yaml:2:1
`);
    expect(why(traced, "metadata.labels.team")).toContain("    set by   prod.yaml:4:3\n");
  });

  test.each(["helm3", "helm4"] as const)("lines of Chart.yaml, as %s shows it", (dialect) => {
    const files = {
      "Chart.yaml": `apiVersion: v2\nname: web\nversion: 1.0.0\nannotations:\n  team: blue\nmaintainers:\n- name: me\n  email: m@x\n`,
      "templates/t.yaml": `version: {{ .Chart.Version }}\nteam: {{ .Chart.Annotations.team }}\nmail: {{ range .Chart.Maintainers }}{{ .Email }}{{ end }}\nroot: {{ .Chart.IsRoot }}\n`,
    };
    const withFields = trace(files, "", { dialect });
    expect(why(withFields, "version")).toContain(".Chart.Version\n    set by   web/Chart.yaml:3:1\n");
    expect(why(withFields, "team")).toContain(".Chart.Annotations.team\n    set by   web/Chart.yaml:5:3\n");
    expect(why(withFields, "mail")).toContain(".Chart.Maintainers[0].Email\n    set by   web/Chart.yaml:8:3\n");
    expect(why(withFields, "root")).toContain(".Chart.IsRoot\n    set by   Helm\n");
  });

  test("what stands in the template itself", () => {
    expect(why(traced, "spec.fixed")).toBe("spec.fixed: 5\n  written by web/templates/deployment.yaml:11:10\n");
  });

  test("a value that was taken away, and who did", () => {
    const files = {
      "Chart.yaml": CHART["Chart.yaml"] ?? "",
      "values.yaml": "gone: was\nin: {gone: was}\n",
      "templates/t.yaml": 'a: {{ .Values.gone | default "d" }}\nb: {{ .Values.gone }}\nc: "{{ .Values.in.gone }}x"\n',
    };
    const nulled = trace(files, "gone: null\nin: {gone: null}\n");
    const by = "    set by   prod.yaml:1:1\n    overrode web/values.yaml:1:1\n";
    expect(why(nulled, "a")).toBe(`a: d\n  written by web/templates/t.yaml:1:7\n  reads      .Values.gone\n${by}`);
    expect(why(nulled, "b")).toBe(`b: \n  written by web/templates/t.yaml:2:7\n  reads      .Values.gone\n${by}`);
    expect(why(nulled, "c")).toContain(
      "  reads      .Values.in.gone\n    set by   prod.yaml:2:6\n    overrode web/values.yaml:2:6\n",
    );
  });

  /** One template over one values file, without the first line of the answer. */
  function whyOf(template: string, values: string, path: string): string[] {
    const files = { "Chart.yaml": CHART["Chart.yaml"] ?? "", "values.yaml": values, "templates/t.yaml": template };
    return why(trace(files, ""), path).trimEnd().split("\n").slice(1);
  }

  test("what was merged into something else", () => {
    const values = "first: {in: {kept: a, lost: b}}\nsecond: {in: {lost: c, more: d}}\n";
    const template =
      "{{ $_ := mergeOverwrite .Values.first .Values.second }}{{ toYaml .Values.first }}\nmore: {{ .Values.first.in.more }}\n";
    expect(whyOf(template, values, "in.kept").slice(1)).toEqual([
      "  reads      .Values.first.in.kept",
      "    set by   web/values.yaml:1:14",
    ]);
    expect(whyOf(template, values, "in.lost").slice(1)).toEqual([
      "  reads      .Values.second.in.lost",
      "    set by   web/values.yaml:2:15",
    ]);
    expect(whyOf(template, values, "more").slice(1)).toEqual([
      "  reads      .Values.second.in.more",
      "    set by   web/values.yaml:2:24",
    ]);
  });

  test("the key of an entry", () => {
    const template = '{{ range $k, $v := .Values.env }}name: "{{ upper $k }}"\n{{ end }}';
    expect(whyOf(template, "env:\n  level: debug\n", "name").slice(1)).toEqual([
      "  reads      the key .Values.env.level",
      "    set by   web/values.yaml:2:3",
    ]);
  });

  test("entries that are written in another order, with the same keys in the next map", () => {
    const template = `{{ $sizes := dict
  "limits" (dict "cpu" "1" "memory" "2Gi" "disk" "3Gi")
  "requests" (dict "cpu" "4" "memory" "5Gi" "disk" "6Gi") }}{{ toYaml $sizes }}
`;
    for (const name of ["cpu", "disk", "memory"]) {
      expect(whyOf(template, "", `limits.${name}`)[0]).toBe("  written by web/templates/t.yaml:2:13");
      expect(whyOf(template, "", `requests.${name}`)[0]).toBe("  written by web/templates/t.yaml:3:15");
    }
  });

  test("words of another template, beside what stands around them", () => {
    const files = {
      "Chart.yaml": CHART["Chart.yaml"] ?? "",
      "values.yaml": "",
      "templates/_h.tpl": '{{ define "suffix" }}web{{ end }}',
      "templates/t.yaml": 'name: {{ .Release.Name }}-{{ include "suffix" . }}\n',
    };
    expect(why(trace(files, ""), "name")).toBe(`name: demo-web
  written by web/templates/t.yaml:1:10
  written by web/templates/_h.tpl:1:22
  through    web/templates/t.yaml:1:30
  reads      .Release.Name
    set by   the release's name
`);
  });

  test("every scalar names its source", () => {
    expect(measureCoverage(traced.outputs, "helm4")).toMatchObject({ scalars: 9, named: 9 });
  });

  test("traced rendering gives the same bytes", () => {
    const plain = renderTemplates(traced.chart, traced.values, options());
    expect(new Map(Array.from(traced.outputs, ([name, { text }]) => [name, text]))).toEqual(plain);
  });

  test("keys that nothing reads", () => {
    expect(unreadKeys(traced).map(formatUnread)).toEqual([
      "[WARNING] prod.yaml:2:9: nothing reads image.tga; the nearest key is image.tag",
    ]);
  });
});

describe("keys that nothing reads", () => {
  function unread(template: string, values: string, prod: string): string[] {
    const files = { "Chart.yaml": CHART["Chart.yaml"] ?? "", "values.yaml": values, "templates/t.yaml": template };
    return unreadKeys(trace(files, prod)).map(({ path }) => path.join("."));
  }

  test("a key with dots that is read", () => {
    expect(unread('a: {{ index .Values.cm "x.y" }}\n', "cm: {z: 1}\n", "cm: {x.y: 2, x.z: 3}\n")).toEqual(["cm.x.z"]);
  });

  test("keys of a map that is written as a whole", () => {
    const values = "ini: {a: 1}\nimage: {tag: a}\n";
    const template = 'a: {{ printf "%v" .Values.ini | nindent 2 }}\nb: {{ .Values.image.tag }}\n';
    expect(unread(template, values, "ini: {b: 2}\nimage: {tga: b}\n")).toEqual(["image.tga"]);
  });

  test("keys that only something unreadable was made of, a key of another map, or a question", () => {
    const template = `sum: {{ toYaml .Values.ini | b64enc }}
{{- $env := dict }}{{ range $k, $v := .Values.env }}{{ $_ := set $env (upper $k) $v }}{{ end }}
env: {{ len $env }}
{{- if hasKey .Values.image "digest" }}
has: digest
{{- end }}
tag: {{ get .Values.image "tag" }}
`;
    const values = "ini: {a: 1}\nenv: {a: 1}\nimage: {tag: a}\n";
    const prod = "ini: {b: 2}\nenv: {b: 2}\nimage: {digest: x, tga: b}\n";
    expect(unread(template, values, prod)).toEqual(["image.tga"]);
  });

  test("keys among more of them than a text keeps apart", () => {
    const keys = Array.from({ length: 50 }, (_, i) => `k${i}: ${i}`).join(", ");
    const template = "a: {{ toJson .Values.ini | fromJson | toYaml | b64enc }}\n";
    expect(unread(template, "ini: {a: 1}\n", `ini: {${keys}}\n`)).toEqual([]);
  });
});

/** The named source is changed, and just the field that named it has to change. */
describe("mutation", () => {
  const before = fieldsOf(trace(CHART, PROD));
  const cases: [field: string, name: string, from: string, to: string][] = [
    ["spec.replicas", "prod", "replicas: 3", "replicas: 4"],
    ["spec.port", "values.yaml", "port: 80", "port: 81"],
    ["metadata.labels.team", "prod", "team: blue", "team: red"],
    ["metadata.labels.app", "Chart.yaml", "name: web", "name: wob"],
    ["spec.fixed", "templates/deployment.yaml", "fixed: 5", "fixed: 6"],
    ["spec.image", "values.yaml", "tag: a", "tag: c"],
  ];
  for (const [field, name, from, to] of cases) {
    test(`${field} by ${name}`, () => {
      const chart = name === "prod" ? CHART : { ...CHART, [name]: (CHART[name] ?? "").replace(from, to) };
      const after = fieldsOf(trace(chart, name === "prod" ? PROD.replace(from, to) : PROD));
      const changed = [...after].filter(([path, value]) => before.get(path) !== value).map(([path]) => path);
      expect(changed).toEqual([field]);
    });
  }
});

function fieldsOf({ outputs }: Traced): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { text } of outputs.values()) {
    for (const { scalars } of findDocuments(text, "helm4")) {
      for (const { path, value } of scalars) fields.set(formatPath(path), value);
    }
  }
  return fields;
}

describe("documents", () => {
  const fields = (text: string) =>
    findDocuments(text, "helm4").map(({ kind, scalars }) =>
      [
        kind,
        ...scalars.map(({ path, value, start, end }) => `${formatPath(path)}=${value}@${text.slice(start, end)}`),
      ].join(" "),
    );

  test("aliases and merged maps have what they stand for, at its place", () => {
    expect(fields('a: &x "1"\nb: *x\nm: &m {p: 2, q: 3}\nn: {<<: *m, p: 4}\nl: [*m]\n')).toEqual([
      ' a=1@"1" b=1@"1" m.p=2@2 m.q=3@3 n.q=3@3 n.p=4@4 l[0].p=2@2 l[0].q=3@3',
    ]);
  });

  test("maps and lists that are empty", () => {
    expect(fields("a: {}\nb: []\nc: { d: { } }\n")).toEqual([" a={}@{} b=[]@[] c.d={}@{ } }"]);
  });

  test("the items of a List are the objects", () => {
    const item = "{kind: A, metadata: {name: x}}";
    expect(fields(`kind: List\nitems: [${item}, ${item}]\n`)).toEqual([
      "A kind=A@A metadata.name=x@x",
      "A kind=A@A metadata.name=x@x",
    ]);
    expect(fields("kind: List\nitems: []\n")).toEqual(["List kind=List@List items=[]@[]"]);
  });
});

describe("hints", () => {
  const document = (kind: string, name: string, namespace = "", apiVersion = "v1") => ({
    ...{ apiVersion, kind, name, namespace },
    scalars: [
      { path: ["spec", "list", 0, "name"], value: "a", start: 0, end: 0 },
      { path: ["spec", "list", 1, "name"], value: "b", start: 0, end: 0 },
      { path: ["spec", "replicas"], value: "1", start: 0, end: 0 },
    ],
  });

  test("fields", () => {
    const hint = (path: string) => fieldHint(path, parsePath(path), [document("A", "x")]);
    expect(hint("spec.replcas")).toBe("; the nearest is spec.replicas");
    expect(hint("spec.list[7].name")).toBe("; spec.list has [0], [1]");
    expect(hint("spec.list[name=c].name")).toBe("; spec.list has [name=a], [name=b]");
    expect(hint("zz")).toBe("; it has spec");
    expect(hint("spec.zz")).toBe("; spec has list, replicas");
  });

  test("objects", () => {
    const hint = (target: string) => objectHint(target, [document("A", "x", "n"), document("B", "web")]);
    expect(hint("a/y")).toBe("; the nearest is a/x");
    expect(hint("m/a/x")).toBe("; the nearest is n/a/x");
    expect(hint("deployment/web")).toBe("; the nearest is b/web");
    expect(hint("completely/different")).toBe("");
  });

  test("what has the same name is told apart", () => {
    const [a, b] = [document("A", "x", "n"), document("A", "x", "m")];
    expect(distinctNames([a, a])).toEqual(["a/x"]);
    expect(distinctNames([a, b])).toEqual(["n/a/x", "m/a/x"]);
    expect(distinctNames([document("A", "x", "", "g/v1"), document("A", "x", "", "h/v1")])).toEqual(["a.g/x", "a.h/x"]);
  });
});

describe("targets and paths", () => {
  test("kinds in any form", () => {
    const found = (text: string, ...names: string[]) => {
      const objects = names.map((name) => ({
        document: { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", name, namespace: "", scalars: [] },
      }));
      return findTargets(objects, parseTarget(text), { namespace: "default" }).map(({ document }) => document.name);
    };
    expect(found("networkpolicy/x", "x", "rel-x")).toEqual(["x"]);
    expect(found("NetworkPolicies/x", "rel-x", "y")).toEqual(["rel-x"]);
    expect(found("networkpolicy/x", "rel-x", "other-x")).toEqual(["rel-x", "other-x"]);
    expect(found("networkpolicy/y", "x")).toEqual([]);
    expect(found("netpol/x", "x")).toEqual(["x"]);
    expect(found("networkpolicy.networking.k8s.io/x", "x")).toEqual(["x"]);
    expect(found("networkpolicies.v1.networking.k8s.io/x", "x")).toEqual(["x"]);
    expect(found("networkpolicy.v1beta1.networking.k8s.io/x", "x")).toEqual([]);
    expect(found("networkpolicy.extensions/x", "x")).toEqual([]);
    expect(found("default/networkpolicy/x", "x")).toEqual(["x"]);
    expect(found("other/networkpolicy/x", "x")).toEqual([]);
    expect(() => parseTarget("x")).toThrow("names no object");
  });

  test("paths", () => {
    expect(parsePath('spec.containers[0].env[name=A].metadata.labels["a.b/c"]')).toEqual([
      "spec",
      "containers",
      0,
      "env",
      { key: "name", value: "A" },
      "metadata",
      "labels",
      "a.b/c",
    ]);
    expect(formatPath(["a", 0, "b.c"])).toBe('a[0]["b.c"]');
    expect(() => parsePath("a[")).toThrow("is no path");
    expect(() => parsePath("a[web].b")).toThrow('unexpected "[web].b"; within brackets stands an index, name=web');
    for (const path of [["a", 'q"uote', 0], [""], ["a\nb", "c\\d"], ["x[0]"]]) {
      expect(parsePath(formatPath(path))).toEqual(path);
    }
  });

  test("the nearest word", () => {
    expect(nearest("replicaCuont", ["image", "replicaCount"])).toBe("replicaCount");
    expect(nearest("x", ["completely", "different"])).toBeUndefined();
    expect(editDistance("kitten", "sitting")).toBe(3);
  });
});
