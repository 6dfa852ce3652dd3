/** Rules about templates and what they render to (helm pkg/chart/v2/lint/rules/template.go). */
import { attempt, GoError, fromBytes } from "../../go/index.ts";
import { sprintf } from "../../go/fmt/index.ts";
import { ext } from "../../go/path/index.ts";
import * as yaml from "../../yaml/index.ts";
import { defaultCapabilities, defaultKubeVersion } from "../capabilities/index.ts";
import type { Chart, ChartFile } from "../chart/chart.ts";
import { decode, list, mapOf, struct, text } from "../../yaml/typed/index.ts";
import { processDependencies } from "../dependencies/process.ts";
import { wrap } from "../errors.ts";
import { renderTemplates } from "../render/index.ts";
import { isBlank, trimLeft } from "../../go/unicode/index.ts";
import { coalesceValues } from "../values/coalesce.ts";
import { checkSchemas } from "../values/schema.ts";
import { deprecation } from "./deprecated-kinds.ts";
import type { Head } from "./documents.ts";
import { lintEachDocument } from "./each-document.ts";
import { insist, type Linter } from "./linter.ts";
import { nameFault } from "./names.ts";
import type { RuleOptions } from "./loaded-chart.ts";

const FOLDER = "templates/";

export function lintTemplates(linter: Linter, options: RuleOptions): void {
  if (!checkFolder(linter, options)) return;
  let chart: Chart | undefined;
  linter.check("ERROR", FOLDER, () => {
    ({ chart } = options.load());
  });
  if (chart === undefined) return;
  const rendered = render(linter, chart, options);
  if (rendered === undefined) return;
  for (const template of chart.templates) {
    if (!lintTemplate(linter, template, { chart, rendered, options })) return;
  }
}

/** Helm 3 has one rule for a folder that is missing or none, and only warns. */
function checkFolder(linter: Linter, { dialect, directory, files }: RuleOptions): boolean {
  const stat = files.stat(`${directory}/templates`);
  const isFolder = () => insist(stat === undefined || stat.kind === "directory", () => "not a directory");
  if (dialect === "helm3") return linter.check("WARNING", FOLDER, isFolder);
  return (
    linter.check("WARNING", FOLDER, () => insist(stat !== undefined, () => "directory does not exist")) &&
    linter.check("ERROR", FOLDER, isFolder)
  );
}

/** What the templates render to; nothing when that fails, whether or not it is worth a message. */
function render(linter: Linter, chart: Chart, options: RuleOptions): Map<string, string> | undefined {
  const { dialect } = options;
  const values = attempt(() => {
    processDependencies(chart, options.values, options);
    return coalesceValues(chart, options.values, options);
  });
  if (values === undefined) return undefined;
  let rendered: Map<string, string> | undefined;
  linter.check("ERROR", FOLDER, () => {
    // Helm coalesces once more, which brings back defaults that a null had deleted.
    const again = coalesceValues(chart, values, options);
    if (!options.skipSchemaValidation) checkSchemas(chart, again, options.schemaCheck);
    rendered = renderTemplates(chart, again, {
      ...options.render,
      dialect,
      release: { name: "test-release", namespace: options.namespace, revision: 0, isInstall: false, isUpgrade: false },
      capabilities: defaultCapabilities(dialect, { kubeVersion: options.kubeVersion }),
    });
  });
  return rendered;
}

const EXTENSIONS = [".yaml", ".yml", ".tpl", ".txt"];
const CRD_HOOK = /"?helm\.sh\/hook"?:\s+crd-install/;

interface Rendering {
  readonly chart: Chart;
  readonly rendered: ReadonlyMap<string, string>;
  readonly options: RuleOptions;
}

/** False when the template renders to something that is no YAML: Helm then looks at no further one. */
function lintTemplate(linter: Linter, file: ChartFile, { chart, rendered, options }: Rendering): boolean {
  const { name } = file;
  const extension = ext(name);
  linter.check("ERROR", name, () =>
    insist(
      EXTENSIONS.includes(extension),
      () => `file extension '${extension}' not valid. Valid extensions are .yaml, .yml, .tpl, or .txt`,
    ),
  );
  if (options.dialect === "helm3") lintRemoved(linter, file);
  const isYaml = options.dialect === "helm4" ? /^\.ya?ml$/i.test(extension) : extension === ".yaml";
  const content = rendered.get(`${chart.name}/${name}`) ?? "";
  if (!isYaml || isBlank(content)) return true;
  linter.check("WARNING", name, () => checkIndent(content));
  return lintDocuments(linter, name, { content, options });
}

function lintRemoved(linter: Linter, { name, data }: ChartFile): void {
  const source = fromBytes(data);
  linter.check("WARNING", name, () =>
    insist(
      !CRD_HOOK.test(source),
      () =>
        "manifest is a crd-install hook. This hook is no longer supported in v3 and all CRDs should also exist the crds/ directory at the top level of the chart",
    ),
  );
  linter.check("ERROR", name, () =>
    insist(
      !source.includes(".Release.Time"),
      () => ".Release.Time has been removed in v3, please replace with the `now` function in your templates",
    ),
  );
}

function checkIndent(content: string): void {
  const start = content.lastIndexOf("\n", content.length - trimLeft(content).length) + 1;
  const end = content.indexOf("\n", start);
  const first = content.slice(start, end < 0 ? content.length : end);
  if (!/^[ \t]/.test(first)) return;
  const line = first.endsWith("\r") ? first.slice(0, -1) : first;
  throw new GoError(sprintf("document starts with an illegal indent: %q, which may cause parsing problems", [line]));
}

function lintDocuments(
  linter: Linter,
  name: string,
  { content, options }: { content: string; options: RuleOptions },
): boolean {
  return lintEachDocument(linter, { name, content, dialect: options.dialect }, (head) => {
    lintObject(linter, name, { head, content, options });
  });
}

function lintObject(linter: Linter, name: string, read: { head: Head; content: string; options: RuleOptions }): void {
  const { head, content, options } = read;
  linter.check("WARNING", name, () => checkObjectName(head));
  linter.check("WARNING", name, () => checkDeprecation(head, options));
  linter.check("ERROR", name, () => checkSelector(head, content));
  linter.check("ERROR", name, () => checkListAnnotations(head, content, options));
}

function checkObjectName({ kind, metadata: { name } }: Head): void {
  const fault = nameFault(kind, name);
  insist(
    fault === undefined,
    () => `${sprintf("object name does not conform to Kubernetes naming requirements: %q", [name])}: ${fault}`,
  );
}

function checkDeprecation({ apiVersion, kind }: Head, { dialect, kubeVersion }: RuleOptions): void {
  const { major, minor } = kubeVersion ?? defaultKubeVersion(dialect);
  const warning = deprecation(apiVersion, kind, { major: Number(major), minor: Number(minor) });
  if (warning !== undefined) throw new GoError(warning);
}

const WITH_SELECTOR = ["Deployment", "ReplicaSet", "DaemonSet", "StatefulSet"];

function checkSelector({ kind, metadata: { name } }: Head, content: string): void {
  insist(!WITH_SELECTOR.includes(kind) || content.includes("matchLabels") || content.includes("matchExpressions"), () =>
    sprintf(`a ${kind} must contain matchLabels or matchExpressions, and %q does not`, [name]),
  );
}

const annotated = struct("struct {}", {
  items: [
    "Items",
    list(
      struct("struct {}", {
        metadata: ["Metadata", struct("struct {}", { annotations: ["Annotations", mapOf(text)] })],
      }),
    ),
  ],
});

function checkListAnnotations({ kind }: Head, content: string, { dialect }: RuleOptions): void {
  if (kind !== "List") return;
  const { items } = wrap("unable to parse YAML", () => decode(yaml.unmarshal(content, { ints: true }), annotated));
  const ignored = (items ?? []).some((item) => item.metadata.annotations?.has("helm.sh/resource-policy"));
  const start = dialect === "helm4" ? "annotation" : "Annotation";
  insist(!ignored, () => `${start} 'helm.sh/resource-policy' within List objects are ignored`);
}
