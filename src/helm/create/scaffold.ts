/** The files that `helm create` writes, in its order (Helm 4.3.1 pkg/chart/v2/util/create.go). */
import type { Dialect } from "../dialect.ts";
import { chart } from "./scaffold/chart.ts";
import { deployment } from "./scaffold/deployment.ts";
import { helmignore } from "./scaffold/helmignore.ts";
import { definitions } from "./scaffold/definitions.ts";
import { hpa } from "./scaffold/hpa.ts";
import { httproute } from "./scaffold/httproute.ts";
import { ingress } from "./scaffold/ingress.ts";
import { notes } from "./scaffold/notes.ts";
import { service } from "./scaffold/service.ts";
import { serviceaccount } from "./scaffold/serviceaccount.ts";
import { testConnection } from "./scaffold/test-connection.ts";
import { values, valuesHelm3 } from "./scaffold/values.ts";

export interface ScaffoldFile {
  readonly path: string;
  readonly text: string;
}

/** What stands for the name of the chart in scaffolds and starters. */
export const NAME_PLACEHOLDER = "<CHARTNAME>";

/** The files of a new chart. */
export function scaffold(name: string, dialect: Dialect): ScaffoldFile[] {
  return FILES.map(([path, text, helm3 = text]) => {
    return { path, text: withName(dialect === "helm3" ? helm3 : text, name) };
  });
}

export function withName(text: string, name: string): string {
  return text.replaceAll(NAME_PLACEHOLDER, () => name);
}

const FILES: readonly (readonly [path: string, text: string, helm3?: string])[] = [
  ["Chart.yaml", chart],
  ["values.yaml", values, valuesHelm3],
  [".helmignore", helmignore],
  ["templates/ingress.yaml", ingress],
  ["templates/httproute.yaml", httproute],
  ["templates/deployment.yaml", deployment],
  ["templates/service.yaml", service],
  ["templates/serviceaccount.yaml", serviceaccount],
  ["templates/hpa.yaml", hpa],
  ["templates/NOTES.txt", notes],
  ["templates/_helpers.tpl", definitions],
  ["templates/tests/test-connection.yaml", testConnection],
];
