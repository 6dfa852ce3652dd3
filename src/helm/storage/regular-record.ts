/** Whether a record has the form in which Helm writes it: nearly all have, and need no decoding by Go's rules (`record-types.ts`). */
import { isObject, type JsonValue } from "../../kube/index.ts";
import { isPlainTime } from "../../yaml/typed/index.ts";

type Check = (value: JsonValue) => boolean;

/** No field but these. */
function fields(checks: Readonly<Record<string, Check>>): Check {
  const known = new Map(Object.entries(checks));
  return (value) => {
    if (!isObject(value)) return false;
    for (const key in value) if (known.get(key)?.(value[key] ?? null) !== true) return false;
    return true;
  };
}

function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

const text: Check = (value) => typeof value === "string";
const flag: Check = (value) => typeof value === "boolean";
const whole: Check = (value) => Number.isSafeInteger(value);
const anything: Check = (value) => {
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(anything);
  return !isObject(value) || Object.values(value).every(anything);
};
const object: Check = (value) => isObject(value) && anything(value);

/** What Go would print otherwise: zeros at the end of a fraction, more than nanoseconds, UTC as an offset. */
const OTHERWISE = /\.(?:\d*0|\d{10,})(?:Z|[+-])|[+-]00:00$/;
const ZERO_YEAR = "0001-";
const time: Check = (value) => typeof value === "string" && isPlainTime(value) && !OTHERWISE.test(value);
const timeOrNone: Check = (value) => value === "" || (time(value) && !(value as string).startsWith(ZERO_YEAR));

/** Written out: most of a record are files. */
const FILE: Check = (value) => {
  if (!isObject(value)) return false;
  for (const key in value) {
    const isRight = key === "modtime" ? time(value[key] ?? null) : key === "name" || key === "data";
    if (!isRight || typeof value[key] !== "string") return false;
  }
  return true;
};

const DEPENDENCY = fields({
  ...{ name: text, version: text, repository: text, condition: text, tags: listOf(text), enabled: flag },
  ...{ "import-values": listOf(anything), alias: text },
});

const METADATA = fields({
  ...{ name: text, home: text, sources: listOf(text), version: text, description: text, keywords: listOf(text) },
  maintainers: listOf(fields({ name: text, email: text, url: text })),
  ...{ icon: text, apiVersion: text, condition: text, tags: text, appVersion: text, deprecated: flag },
  annotations: (value) => isObject(value) && Object.values(value).every(text),
  ...{ kubeVersion: text, dependencies: listOf(DEPENDENCY), type: text },
});

const CHART = fields({
  metadata: METADATA,
  lock: orNull(fields({ generated: time, digest: text, dependencies: orNull(listOf(DEPENDENCY)) })),
  ...{ templates: orNull(listOf(FILE)), values: orNull(object), schema: orNull(text), schemamodtime: time },
  ...{ files: orNull(listOf(FILE)), modtime: time },
});

const INFO = fields({
  ...{ first_deployed: timeOrNone, last_deployed: timeOrNone, deleted: timeOrNone },
  ...{ description: text, status: text, rollback_revision: whole, notes: text },
});

const HOOK = fields({
  ...{ name: text, kind: text, path: text, manifest: text, events: listOf(text), weight: whole },
  last_run: fields({ started_at: timeOrNone, completed_at: timeOrNone, phase: text }),
  ...{ delete_policies: listOf(text), output_log_policies: listOf(text) },
});

const RECORD = fields({
  ...{ name: text, info: INFO, chart: CHART, config: object, manifest: text, hooks: listOf(HOOK) },
  ...{ version: whole, namespace: text, apply_method: text },
});

export function isRegular(record: JsonValue): boolean {
  return RECORD(record);
}
