/** `lade why CHART OBJECT [PATH]`, for a chart: which line of which template, and which values, made a field of a rendered object. */
import { fromBytes, GoError } from "../../go/index.ts";
import { TracedText } from "../../go/template/index.ts";
import {
  distinctNames,
  type Document,
  explain,
  explainYaml,
  type FailedRelease,
  findDocuments,
  findTargets,
  formatExplanation,
  noField,
  objectHint,
  parsePath,
  parseTarget,
  type PathStep,
  type Scalar,
  scalarsAt,
  severalObjects,
  yamlFault,
} from "../../helm/why/index.ts";
import { CommandError, type CommandContext, type RunContext } from "../context.ts";
import { checkInstallable } from "../helm/chart/install.ts";
import { traceChart } from "../helm/chart/traced.ts";
import { helmContext } from "./helm-context.ts";
import { hidesValues } from "./hides-values.ts";

export async function run(context: RunContext): Promise<void> {
  try {
    context.out.write((await whyKustomization(context)) ?? (await why(context)));
  } catch (error) {
    if (error instanceof GoError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

/** The answer for the folder of a kustomization; nothing for anything else. */
async function whyKustomization(context: RunContext): Promise<string | undefined> {
  const { files, cwd } = context;
  const [target = ""] = context.args;
  const folder = target.startsWith("/") ? target : `${cwd}/${target}`;
  // Charts do without Kustomize's engine.
  if (files.stat(folder)?.kind !== "directory" || files.stat(`${folder}/Chart.yaml`) !== undefined) return undefined;
  const kustomization = await import("./why-kustomization.ts");
  return kustomization.isKustomization(context, folder) ? await kustomization.whyKustomization(context) : undefined;
}

/** An object and the output that it stands in. */
interface Rendered {
  readonly output: TracedText;
  readonly document: Document;
}

/** All that a chart makes, by the files it stands in. */
interface Made {
  readonly release: FailedRelease;
  readonly outputs: ReadonlyMap<string, TracedText>;
}

async function why(context: RunContext): Promise<string> {
  const [chart = "", target = "", path = ""] = context.args;
  const wanted = parseTarget(target);
  const steps = parsePath(path);
  const helm = helmContext(context);
  const made = await madeBy(helm, chart);
  const all = objectsOf(made);
  const found = findTargets(all, wanted, { namespace: helm.settings.namespace });
  if (found.length === 0) throw noObject(target, all, made);
  const names = distinctNames(found.map(({ document }) => document));
  if (names.length > 1) throw severalObjects(target, names);
  const texts = found.flatMap((object) => explainObject(context, object, steps));
  if (texts.length > 0) return texts.join("\n");
  throw noField(
    { target, path, steps },
    found.map(({ document }) => document),
  );
}

/** What its templates write, and its definitions as they stand. */
async function madeBy(helm: CommandContext, path: string): Promise<Made> {
  const name = helm.flags.string("release-name");
  const traced = await traceChart(helm, { chart: path, name });
  const { chart } = traced;
  checkInstallable(helm, chart, name);
  const rendered = traced.render();
  const definitions = chart.crds().map(({ path: file, file: { data } }): [string, TracedText] => {
    return [file, TracedText.ofFile(file, fromBytes(data))];
  });
  const release = { ...traced, dialect: helm.dialect, render: () => rendered };
  return { release, outputs: new Map([...definitions, ...rendered].filter(([file]) => !file.endsWith("NOTES.txt"))) };
}

function objectsOf({ outputs, release }: Made): Rendered[] {
  return Array.from(outputs.values(), (output) =>
    findDocuments(output.text, release.dialect).map((document) => ({ output, document })),
  ).flat();
}

function explainObject(context: RunContext, { output, document }: Rendered, steps: readonly PathStep[]): string[] {
  return scalarsAt(document, steps).map((scalar: Scalar) =>
    formatExplanation(scalar, explain(output, scalar), {
      hidesValues: hidesValues(context, document.kind, scalar.path),
    }),
  );
}

function noObject(target: string, all: readonly Rendered[], { outputs, release }: Made): GoError {
  const hint = objectHint(
    target,
    all.map(({ document }) => document),
  );
  const faults = Array.from(outputs, ([file, { text }]) => {
    const fault = yamlFault(text, release.dialect);
    return fault === undefined ? "" : `\n${file} is no YAML: ${fault}\n${explainYaml(file, release)}`.trimEnd();
  });
  return new GoError(`the chart renders no ${target}${hint}${faults.join("")}`);
}
