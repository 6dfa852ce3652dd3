/** Rules about crds/, which only Helm 4 has (helm pkg/chart/v2/lint/rules/crds.go). */
import { fromBytes } from "../../go/index.ts";
import type { Crd } from "../chart/chart.ts";
import { lintEachDocument } from "./each-document.ts";
import { insist, type Linter } from "./linter.ts";
import type { RuleOptions } from "./loaded-chart.ts";

const FOLDER = "crds/";

export function lintCrds(linter: Linter, options: RuleOptions): void {
  const stat = options.files.stat(`${options.directory}/crds`);
  if (stat === undefined) return;
  const isFolder = () => insist(stat.kind === "directory", () => "not a directory");
  if (!linter.check("ERROR", FOLDER, isFolder)) return;
  let crds: readonly Crd[] = [];
  linter.check("ERROR", FOLDER, () => {
    ({ crds } = options.load());
  });
  for (const { name, file } of crds) {
    if (!lintCrd(linter, name, { content: fromBytes(file.data), options })) return;
  }
}

function lintCrd(
  linter: Linter,
  name: string,
  { content, options }: { content: string; options: RuleOptions },
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
