/** Rules about crds/, which only Helm 4 has (helm pkg/chart/v2/lint/rules/crds.go). */
import { fromBytes } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import { lintEachDocument } from "./each-document.ts";
import { insist, type Linter } from "./linter.ts";
import type { LintOptions } from "./options.ts";

const FOLDER = "crds/";

export function lintCrds(linter: Linter, options: LintOptions): void {
  const stat = options.files.stat(`${options.directory}/crds`);
  if (stat === undefined) return;
  const isFolder = () => insist(stat.kind === "directory", () => "not a directory");
  if (!linter.check("ERROR", FOLDER, isFolder)) return;
  let chart: Chart | undefined;
  linter.check("ERROR", FOLDER, () => {
    chart = options.load();
  });
  for (const { name, file } of chart?.crds() ?? []) {
    if (!lintCrd(linter, name, { content: fromBytes(file.data), options })) return;
  }
}

function lintCrd(
  linter: Linter,
  name: string,
  { content, options }: { content: string; options: LintOptions },
): boolean {
  return lintEachDocument(linter, { name, content, dialect: options.dialect }, ({ apiVersion, kind }) => {
    linter.check("ERROR", name, () =>
      insist(apiVersion.startsWith("apiextensions.k8s.io"), () => "apiVersion is not in 'apiextensions.k8s.io'"),
    );
    linter.check("ERROR", name, () =>
      insist(kind === "CustomResourceDefinition", () => "object kind is not 'CustomResourceDefinition'"),
    );
  });
}
