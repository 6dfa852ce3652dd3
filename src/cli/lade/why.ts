/** `lade why CHART OBJECT [PATH]`, for a chart: which line of which template, and which values, made a field of a rendered object. */
import { GoError } from "../../go/index.ts";
import type { TracedText } from "../../go/template/index.ts";
import {
  type Document,
  explain,
  findDocuments,
  formatExplanation,
  formatPath,
  findTargets,
  nearest,
  parsePath,
  parseTarget,
  type PathStep,
  type Scalar,
  scalarsAt,
} from "../../helm/why/index.ts";
import { CommandError, type Dialect, type RunContext } from "../context.ts";
import { renderTracedChart } from "../helm/chart/traced.ts";
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
  readonly template: string;
  readonly output: TracedText;
  readonly document: Document;
}

async function why(context: RunContext): Promise<string> {
  const [chart = "", target = "", path = ""] = context.args;
  const wanted = parseTarget(target);
  const steps = parsePath(path);
  const helm = helmContext(context);
  const { outputs } = await renderTracedChart(helm, { chart, name: context.flags.string("release-name") });
  const all = objectsOf(outputs, helm.dialect);
  const found = findTargets(all, wanted);
  if (found.length === 0) throw noObject(target, all);
  if (new Set(found.map(nameOf)).size > 1) throw severalObjects(target, found);
  const texts = found.flatMap((object) => explainObject(context, object, steps));
  if (texts.length === 0) throw noField(target, path, found);
  return texts.join("\n");
}

function objectsOf(outputs: ReadonlyMap<string, TracedText>, dialect: Dialect): Rendered[] {
  return Array.from(outputs, ([template, output]) =>
    findDocuments(output.text, dialect).map((document) => ({ template, output, document })),
  ).flat();
}

function explainObject(context: RunContext, { output, document }: Rendered, steps: readonly PathStep[]): string[] {
  return scalarsAt(document, steps).map((scalar: Scalar) =>
    formatExplanation(scalar, explain(output, scalar), {
      hidesValues: hidesValues(context, document.kind, scalar.path),
    }),
  );
}

function nameOf({ document }: Rendered): string {
  return `${document.kind.toLowerCase()}/${document.name}`;
}

function severalObjects(target: string, found: readonly Rendered[]): GoError {
  return new GoError(`${target} may be any of ${found.map(nameOf).join(", ")}: name one of them`);
}

function noObject(target: string, all: readonly Rendered[]): GoError {
  const close = nearest(target.toLowerCase(), all.map(nameOf));
  const hint = close === undefined ? "" : `; the nearest is ${close}`;
  return new GoError(`the chart renders no ${target}${hint}`);
}

function noField(target: string, path: string, found: readonly Rendered[]): GoError {
  const paths = found.flatMap(({ document }) => document.scalars.map((scalar) => formatPath(scalar.path)));
  const close = nearest(path, paths);
  const hint = close === undefined ? "" : `; the nearest is ${close}`;
  return new GoError(`${target} has no ${path}${hint}`);
}
