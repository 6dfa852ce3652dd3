/** Indexed jobs (kubernetes pkg/controller/job/indexed_job_utils.go 1.36): a pod for each index, which knows it. */
import { listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { podFrom } from "./pod-template.ts";

const INDEX = "batch.kubernetes.io/job-completion-index";

/** -1 where it has none. */
export function indexOf(pod: JsonObject): number {
  const text = textAt(pod, "metadata", "annotations", INDEX);
  return text === "" ? -1 : Number(text);
}

function distinct(job: JsonObject, pods: readonly JsonObject[]): number[] {
  const end = numberAt(job, "spec", "completions") ?? 0;
  const indexes = pods.map(indexOf).filter((index) => index >= 0 && index < end);
  return [...new Set(indexes)].sort((a, b) => a - b);
}

export function succeededIndexes(job: JsonObject, succeeded: readonly JsonObject[]): number[] {
  return distinct(job, succeeded);
}

/** Those that failed more often than each may. */
export function failedIndexes(job: JsonObject, failed: readonly JsonObject[]): number[] {
  const most = numberAt(job, "spec", "backoffLimitPerIndex") ?? Infinity;
  return distinct(job, failed).filter((index) => failed.filter((pod) => indexOf(pod) === index).length > most);
}

/** The lowest that have no pod. */
export function missingIndexes(
  job: JsonObject,
  { succeeded, failed, active }: Readonly<Record<"succeeded" | "failed" | "active", readonly JsonObject[]>>,
): number[] {
  const taken = new Set([...succeededIndexes(job, succeeded), ...active.map(indexOf), ...failedIndexes(job, failed)]);
  const count = numberAt(job, "spec", "completions") ?? 0;
  return Array.from({ length: count }, (_, index) => index).filter((index) => !taken.has(index));
}

/** `0-2,4`. */
export function indexesText(indexes: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const index of indexes) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else spans.push([index, index]);
  }
  return spans
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from},${to}` : `${from}-${to}`))
    .join(",");
}

export function indexTemplate(job: JsonObject, index: number): JsonObject {
  const template = objectAt(job, "spec", "template");
  const spec = objectAt(template, "spec");
  const name = textAt(job, "metadata", "name");
  const variable = {
    name: "JOB_COMPLETION_INDEX",
    valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: `metadata.labels['${INDEX}']` } },
  };
  const withIndex = (list: readonly JsonValue[]): JsonValue[] =>
    list.map((one) => ({ ...objectAt(one), env: [...listAt(one, "env"), variable] }));
  const initial = listAt(spec, "initContainers");
  const pod = podFrom(
    {
      ...template,
      spec: {
        ...spec,
        containers: withIndex(listAt(spec, "containers")),
        ...(initial.length === 0 ? {} : { initContainers: withIndex(initial) }),
        hostname: textAt(spec, "hostname") || `${name}-${index}`,
      },
    },
    job,
    { labels: { [INDEX]: String(index) } },
  );
  const metadata = objectAt(pod, "metadata");
  const annotations = { ...objectAt(metadata, "annotations"), [INDEX]: String(index) };
  return { ...pod, metadata: { ...metadata, annotations, generateName: `${name}-${index}-` } };
}
