/** `helm show …` (helm pkg/action/show.go 4.3.1 and 3.22.0). */
import { GoError, fromBytes } from "../../go/index.ts";
import { metadataToJson, type Chart, type Crd } from "../../helm/chart/index.ts";
import * as yaml from "../../yaml/index.ts";
import type { RunPart } from "../cobra/command.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { checkCertificates } from "./chart/certificates.ts";
import { loadLocated, locateChart } from "./chart/load.ts";
import { debugAnyVersion, debugVersion } from "./chart/version.ts";

type Part = "all" | "chart" | "crds" | "readme" | "values";

export function show(part: Part): RunPart {
  return { run: (context) => showPart(context as CommandContext, part) };
}

async function showPart(context: CommandContext, part: Part): Promise<void> {
  await checkCertificates(context);
  debugVersion(context, { text: "original chart version", place: "show.go:214" });
  debugAnyVersion(context, "show.go:216");
  try {
    const chart = loadLocated(context, await locateChart(context, context.args[0] ?? ""));
    context.out.write(await textOf(context, chart, part));
  } catch (error) {
    if (error instanceof GoError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

async function textOf(context: CommandContext, chart: Chart, part: Part): Promise<string> {
  const all = part === "all";
  let text = "";
  if (all || part === "chart") text += `${yaml.marshal(metadataToJson(chart.metadata))}\n`;
  if (all || part === "values") text += await valuesText(context, chart, { all });
  if (all || part === "readme") text += readmeText(chart, { all });
  if (all || part === "crds") text += crdText(chart.crds(), { all, dialect: context.dialect });
  return text;
}

/** Nothing for a chart without values.yaml; the file as it is, or what a JSONPath finds in it. */
async function valuesText(context: CommandContext, chart: Chart, { all }: { all: boolean }): Promise<string> {
  // An archive may hold several of the name.
  const found = chart.raw.filter(({ name }) => name === "values.yaml");
  if (found.length === 0) return "";
  const start = all ? "---\n" : "";
  const path = all ? "" : context.flags.string("jsonpath");
  if (path === "") return start + found.map(({ data }) => `${fromBytes(data)}\n`).join("");
  const { evaluateJsonPath } = await import("../../helm/jsonpath/index.ts");
  return start + evaluateJsonPath(path, chart.values);
}

const READMES = ["readme.md", "readme.txt", "readme"];

function readmeText({ files }: Chart, { all }: { all: boolean }): string {
  const readme = files.find(({ name }) => READMES.includes(name.toLowerCase()));
  return readme === undefined ? "" : `${all ? "---\n" : ""}${fromBytes(readme.data)}\n`;
}

/** Helm 3 separates the first CRD only from what it shows before, Helm 4 every one that does not begin with a separator. */
function crdText(crds: readonly Crd[], { all, dialect }: { all: boolean; dialect: CommandContext["dialect"] }): string {
  let text = "";
  for (const [i, { file }] of crds.entries()) {
    const content = fromBytes(file.data);
    const separated = dialect === "helm4" || (all && i === 0);
    if (separated && !content.startsWith("---")) text += "---\n";
    text += `${content}\n`;
  }
  return text;
}
