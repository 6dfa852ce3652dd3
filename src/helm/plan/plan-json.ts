/** Plans as JSON: complete in a file, and without anything secret for programs that read what would happen. */
import { marshal } from "../../go/json/index.ts";
import { GoError } from "../../go/index.ts";
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  parseJson,
  textAt,
  writeJson,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import type { WaitStrategy } from "../cluster/wait/wait.ts";
import { releaseFromJson, releaseToJson } from "../storage/index.ts";
import { shown } from "./differences.ts";
import { hasChanges, type Plan, type PlanBase, type PlannedCrd, type PlannedObject, type PlannedRun } from "./plan.ts";

/** Raised when an older program could not execute the file rightly. */
const VERSION = 1;

/** The text of a plan file. It holds the values and all manifests: whoever can read it can read the release. */
export function planFile(plan: Plan): string {
  const { release, base, chartDigest, run, maxHistory, objects, hooks, crds } = plan;
  const json = JSON.parse(marshal(releaseToJson(release, { dialect: "helm4" }))) as JsonObject;
  const { config = {}, ...record } = json;
  const file = {
    ...{ kind: "lade.plan", version: VERSION },
    release: { name: release.name, namespace: release.namespace, revision: release.version },
    ...{ base, chartDigest, values: config, run, maxHistory, objects, hooks, crds },
    labels: Object.fromEntries(release.labels),
    record,
  };
  return `${writeJson(file, { space: 2 })}\n`;
}

/** Throws `GoError` for what is no plan, or one of another version. */
export function readPlan(text: string): Plan {
  const file = parse(text);
  if (textAt(file, "kind") !== "lade.plan") throw new GoError("this is no plan: it was not written by lade plan");
  const version = numberAt(file, "version");
  if (version !== VERSION)
    throw new GoError(`a plan of version ${version ?? "(none)"} cannot be read: this program knows ${VERSION}`);
  const release = releaseFromJson({ ...objectAt(file, "record"), config: objectAt(file, "values") });
  for (const [key, value] of Object.entries(objectAt(file, "labels"))) release.labels.set(key, String(value));
  const run = objectAt(file, "run");
  if (!["install", "upgrade"].includes(textAt(run, "kind")) || !isObject(run["options"])) {
    throw new GoError("the plan does not say what to run");
  }
  const objects = listAt(file, "objects").map(toPlanned);
  const crds = listAt(file, "crds").map(toCrd);
  if (!isRunnable(run["options"])) throw new GoError("the plan does not say how to run it");
  return {
    release,
    chartDigest: textAt(file, "chartDigest"),
    run: run as unknown as PlannedRun,
    maxHistory: numberAt(file, "maxHistory") ?? 0,
    base: isObject(file["base"]) ? (file["base"] as unknown as PlanBase) : undefined,
    objects,
    hooks: [],
    crds,
  };
}

function parse(text: string): JsonObject {
  let json: JsonValue;
  try {
    json = parseJson(text);
  } catch (error) {
    throw new GoError("this is no plan: it is no JSON", { cause: error });
  }
  return isObject(json) ? json : {};
}

function toCrd(crd: JsonValue): PlannedCrd {
  const [name, text] = [textAt(crd, "name"), textAt(crd, "text")];
  if (name === "" || text === "") throw new GoError("the plan has a definition without a name or text");
  return { name, text };
}

const WAITS: readonly string[] = ["watcher", "legacy", "hookOnly"] satisfies WaitStrategy[];

/** What decides how long something takes; the rest is on or off. */
function isRunnable(options: JsonValue): boolean {
  const timeoutMs = numberAt(options, "timeoutMs");
  return WAITS.includes(textAt(options, "wait")) && timeoutMs !== undefined && timeoutMs >= 0;
}

/** An object without them could not be checked, and must not be written. */
function toPlanned(object: JsonValue): PlannedObject {
  const isWhole = textAt(object, "ref", "kind") !== "" && Array.isArray(objectAt(object, "preconditions")["fields"]);
  if (!isWhole) throw new GoError("the plan has an object without preconditions");
  return object as unknown as PlannedObject;
}

/** What `-o json` prints. */
export function planJson(plan: Plan): string {
  const { release, chartDigest, run, objects, hooks } = plan;
  const { name, namespace, version: revision, chart } = release;
  const summary = {
    release: { name, namespace, revision },
    ...{ run: run.kind, chart: { name: chart.name, version: chart.metadata.version, digest: chartDigest } },
    changes: hasChanges(plan),
    objects: objects.map(({ ref, action, differences, refusal, note }) => ({
      ...{ ref, action, differences: shown(ref.kind, differences) },
      ...{ refusal, note },
    })),
    hooks,
  };
  return `${writeJson(summary, { space: 2 })}\n`;
}
