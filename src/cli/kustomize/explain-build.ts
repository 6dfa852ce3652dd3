/**
 * What a terminal shows below Kustomize's own text: where the entry stands that failed, what it looked for, and what is nearest
 * to it. The build is run once more, traced, to find out; loaded only then.
 */
import { FileError, formatPosition, type Position } from "../../base/index.ts";
import { KustomizeError, type Resource } from "../../kustomize/index.ts";
import { placeOfName, Trace } from "../../kustomize/trace/index.ts";
import type { RunContext } from "../context.ts";
import { missingFile, placesInFile, unknownField } from "./explain-kustomization.ts";
import { idText, nearestObjects, selectorText } from "./nearest-objects.ts";
import { sourceFor } from "./remote/source-for.ts";
import { withWorld, type World } from "./world.ts";

type TracedBuild = (world: World & { trace: Trace; unmatched?: Unmatched }) => unknown;
type Unmatched = (selector: Parameters<typeof selectorText>[0]) => void;

/** The explanation of a failed build; empty where there is nothing to add. What goes wrong here says nothing of the build. */
export async function explainFailure(context: RunContext, error: Error, build: TracedBuild): Promise<string> {
  try {
    return await explain(context, error, build);
  } catch (failure) {
    if (failure instanceof KustomizeError || failure instanceof FileError) return "";
    throw failure;
  }
}

/** Failures that take another build to explain. */
const TOLD_BY_TRACE =
  /already registered id|no matches for Id|nothing selected by|does not match a config|resid\.ResId/;

async function explain(context: RunContext, error: Error, build: TracedBuild): Promise<string> {
  const known = unknownField(context, error.message) ?? missingFile(context, error.message);
  if (known !== undefined) return known;
  if (!TOLD_BY_TRACE.test(error.message)) return "";
  const trace = await traced(context, build, () => {});
  return sameId(context, trace, error.message) ?? noTarget(trace, error.message) ?? "";
}

/** Lines on the patches and replacements of a build whose selectors select nothing. */
export async function explainUnmatched(context: RunContext, build: TracedBuild): Promise<string> {
  const lines = new Set<string>();
  await traced(context, build, (trace, selector) => {
    const { place, resources } = trace.current ?? {};
    if (place === undefined || resources === undefined) return;
    lines.add(
      `${formatPosition(place)}: nothing is selected by ${selectorText(selector)}${nearestText(selectorText(selector), resources)}`,
    );
  });
  return [...lines].map((line) => `${line}\n`).join("");
}

async function traced(
  context: RunContext,
  build: TracedBuild,
  unmatched: (trace: Trace, selector: Parameters<Unmatched>[0]) => void,
): Promise<Trace> {
  const silent = { ...context, err: { write: () => {}, writeBytes: () => {}, flush: () => {} } };
  let last: Trace | undefined;
  try {
    const attempt = (world: World): unknown => {
      const trace = (last = new Trace(world));
      return build({ ...world, trace, unmatched: (selector) => unmatched(trace, selector) });
    };
    await withWorld(silent, attempt, { source: await sourceFor(silent, context.args[0] ?? ".") });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  return last ?? new Trace(context);
}

/** Both places of an id that is there twice. */
function sameId(context: RunContext, trace: Trace, message: string): string | undefined {
  const id = /already registered id: ([^\s:']+)/.exec(message)?.[1];
  if (id !== undefined) {
    const among = trace.seen.filter((resource) => idText(resource) === id);
    return several(id, among.map(placeOfName)) ?? several(id, placesInFile(context, message, id));
  }
  const [, kind, name] = /Kind:"([^"]+)"[^}]*\}, Name:"([^"]+)".*\} exists; can not use behavior/.exec(message) ?? [];
  const { place, resources = [] } = trace.current ?? {};
  const present = resources.find((resource) => resource.kind === kind && resource.name === name);
  return present === undefined ? undefined : several(idText(present), [placeOfName(present), place]);
}

function several(id: string, places: readonly (Position | undefined)[]): string | undefined {
  const distinct = new Set(places.flatMap((place) => (place === undefined ? [] : [formatPosition(place)])));
  if (distinct.size < 2) return undefined;
  return `${id} is defined more than once:\n${[...distinct].map((at) => `  ${at}`).join("\n")}`;
}

const NOT_FOUND: readonly RegExp[] = [
  /no matches for Id (\S+?); failed to find unique target/,
  /nothing selected by ([^\s:]+)/,
  /resource with name (\S+) does not match a config/,
  /\{Group:"[^"]*", Version:"[^"]*", Kind:"([^"]+)"[^}]*\}, Name:"([^"]+)".*\} does not exist; cannot merge or replace/,
];

function noTarget(trace: Trace, message: string): string | undefined {
  const [, ...found] = NOT_FOUND.map((pattern) => pattern.exec(message)).find((match) => match !== null) ?? [];
  const wanted = found.join("/");
  const { place, patches = [], resources = [] } = trace.current ?? {};
  if (wanted === "" || place === undefined) return undefined;
  const patch =
    patches.find(({ kind, name }) => wanted.startsWith(`${kind}.`) && wanted.includes(`/${name}.`)) ?? patches[0];
  const own = patch?.field("\0metadata\0name");
  const named =
    own === undefined || formatPosition(own) === formatPosition(place) ? "" : `, named in ${formatPosition(own)}`;
  return `${formatPosition(place)}: nothing is ${wanted}${named}${nearestText(wanted, resources)}`;
}

function nearestText(wanted: string, resources: readonly Resource[]): string {
  const near = nearestObjects(wanted, resources);
  if (near.length === 0) return "";
  const lines = near.map((resource) => {
    const place = placeOfName(resource);
    return `  ${idText(resource)}${place === undefined ? "" : ` ${formatPosition(place)}`}`;
  });
  return `; the nearest:\n${lines.join("\n")}`;
}

/** An error with its explanation below its own text. */
export function explained(error: KustomizeError, explanation: string): KustomizeError {
  return explanation === "" ? error : new KustomizeError(`${error.message}\n\n${explanation}`, { cause: error });
}
