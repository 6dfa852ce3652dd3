/**
 * A release record as encoding/json decodes it into Helm's structs (helm pkg/release/v1 and pkg/chart/v2; of Helm 3 pkg/release and
 * pkg/chart), with Go's errors. Only records that are not as Helm writes them come here (`regular-record.ts`). Left out: of two equal keys
 * Go merges what their objects hold, here the later one counts.
 */
import { encodeBase64, GoError, toBytes, type GoMap, type Value } from "../../go/index.ts";
import { decodeBase64 } from "../../go/encoding/index.ts";
import { JsonNumber, marshal, unmarshal } from "../../go/json/index.ts";
import type { JsonObject, JsonValue } from "../../kube/index.ts";
import { lockToJson, metadataToJson } from "../chart/metadata-json.ts";
import { chartTypes } from "../chart/metadata.ts";
import type { Dialect } from "../dialect.ts";
import {
  decode,
  list,
  mapOf,
  mismatch,
  mismatchOf,
  pointer,
  struct,
  text,
  textNamed,
  time,
  ZERO_TIME,
  type Context,
  type GoType,
} from "../../yaml/typed/index.ts";

/** What Go's struct holds after decoding, as JSON again: every field has its own type. Throws `GoError` with Go's text. */
export function canonicalRecord(json: string, dialect: Dialect): JsonValue {
  try {
    const record = unmarshal(json, { ints: "literal" });
    return decode(record, recordTypes(dialect), { isJson: true }) as unknown as JsonValue;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(error.message.replace(/^error unmarshaling JSON: while decoding JSON: /, ""), { cause: error });
  }
}

type RecordType = GoType<object>;
const known: Partial<Record<Dialect, RecordType>> = {};

function recordTypes(dialect: Dialect): RecordType {
  return (known[dialect] ??= dialect === "helm4" ? describeHelm4() : describeHelm3());
}

function describeHelm4(): RecordType {
  const file = struct("common.File", { name: text, data: bytes, modtime: time });
  const chart = chartType("helm4", file, { schemamodtime: time, modtime: time });
  const run = viaMap("v1.Hook", {
    times: ["started_at", "completed_at"],
    fields: { started_at: stated, completed_at: stated, phase: textNamed("v1.HookPhase") },
  });
  const info = viaMap("v1.Release", {
    times: ["first_deployed", "last_deployed", "deleted"],
    fields: { ...infoFields("common.Status", stated), rollback_revision: integer },
  });
  return struct("v1.Release", { ...releaseFields({ info, chart, hook: hookType("v1", run) }), apply_method: text });
}

function describeHelm3(): RecordType {
  const chart = chartType("helm3", struct("chart.File", { name: text, data: bytes }), {});
  const phase = textNamed("release.HookPhase");
  const run = struct("release.HookExecution", { started_at: statedOrNone, completed_at: statedOrNone, phase });
  const info = struct("release.Info", infoFields("release.Status", statedOrNone));
  return struct("release.Release", releaseFields({ info, chart, hook: hookType("release", run) }));
}

interface Parts {
  readonly info: GoType<object>;
  readonly chart: GoType<object>;
  readonly hook: GoType<object>;
}

function releaseFields({ info, chart, hook }: Parts) {
  return {
    name: text,
    info: pointer(info),
    chart: pointer(chart),
    config: object,
    manifest: text,
    hooks: list(pointer(hook)),
    version: integer,
    namespace: text,
  } as const;
}

function infoFields(status: string, moment: GoType<string>) {
  return {
    first_deployed: moment,
    last_deployed: moment,
    deleted: moment,
    description: text,
    status: textNamed(status),
    notes: text,
    resources: mapOf(list(nothing)),
  } as const;
}

function hookType(go: string, run: GoType<object>): GoType<object> {
  return struct(`${go}.Hook`, {
    name: text,
    kind: text,
    path: text,
    manifest: text,
    events: list(textNamed(`${go}.HookEvent`)),
    last_run: run,
    weight: integer,
    delete_policies: list(textNamed(`${go}.HookDeletePolicy`)),
    output_log_policies: list(textNamed(`${go}.HookOutputLogPolicy`)),
  });
}

type Times = Readonly<Record<string, GoType<string>>>;

function chartType(dialect: Dialect, file: GoType<object>, times: Times): GoType<object> {
  const types = chartTypes(dialect);
  return struct(dialect === "helm4" ? "v2.Chart" : "chart.Chart", {
    metadata: pointer(asJson(types.metadata, metadataToJson)),
    lock: pointer(asJson(types.lock, lockToJson)),
    templates: list(pointer(file)),
    values: object,
    schema: bytes,
    files: list(pointer(file)),
    ...times,
  });
}

/** Decodes as `type`, and gives what that is in JSON. */
function asJson<T>(type: GoType<T>, toJson: (value: T) => GoMap): GoType<JsonValue> {
  return {
    name: type.name,
    zero: () => ({}),
    decode: (value, context) => JSON.parse(marshal(toJson(type.decode(value, { ...context, onto: undefined })))),
  };
}

interface ViaMap {
  /** Keys, in exactly this case, that may be "". */
  readonly times: readonly string[];
  readonly fields: Parameters<typeof struct>[1];
}

/**
 * A struct that is read into a map first and written out again, so that times may be "" (Helm 4's own UnmarshalJSON). Its first error ends
 * decoding, and names the struct around it.
 */
function viaMap(around: string, { times, fields }: ViaMap): GoType<object> {
  const type = struct(around, fields);
  const raw: GoType<GoMap> = { ...object, zero: () => new Map(), decode: (value) => value as GoMap };
  return {
    name: type.name,
    zero: type.zero,
    decode(value, outer) {
      const context: Context = { ...outer, report: rethrow };
      if (!(value instanceof Map)) mismatch(value, raw, context);
      const map = new Map(value as GoMap);
      for (const key of times) if (map.get(key) === "") map.set(key, null);
      return type.decode(rewritten(map, context), context);
    },
  };
}

function rethrow(error: GoError): never {
  throw error;
}

/** Keys sorted, numbers as float64 are written. */
function rewritten(value: Value, context: Context): Value & object {
  const again = (item: Value): Value => {
    if (item instanceof JsonNumber) return new JsonNumber(marshal(float(item, context)));
    if (Array.isArray(item)) return item.map(again);
    if (!(item instanceof Map)) return item;
    return new Map([...item.keys()].sort().map((key) => [key, again(item.get(key))]));
  };
  return again(value) as Value & object;
}

/** A time that is not given, or is Go's zero, has not come: "". */
const stated: GoType<string> = {
  name: time.name,
  zero: () => "",
  decode(value, context) {
    const canonical = time.decode(value, context);
    return canonical === ZERO_TIME ? "" : canonical;
  },
};

const statedOrNone: GoType<string> = {
  ...stated,
  decode: (value, context) => (value === "" ? "" : stated.decode(value, context)),
};

const integer: GoType<number> = {
  name: "int",
  zero: () => 0,
  decode(value, context) {
    if (!(value instanceof JsonNumber)) mismatch(value, integer, context);
    else if (isInt(value.literal)) return Number(value.literal);
    else mismatchOf(`number ${value.literal}`, integer, context);
    return 0;
  },
};

function isInt(literal: string): boolean {
  return /^-?\d+$/.test(literal) && BigInt.asIntN(64, BigInt(literal)) === BigInt(literal);
}

const byte: GoType<number> = {
  name: "uint8",
  zero: () => 0,
  decode(value, context) {
    if (!(value instanceof JsonNumber)) mismatch(value, byte, context);
    else if (/^\d+$/.test(value.literal) && Number(value.literal) < 256) return Number(value.literal);
    else mismatchOf(`number ${value.literal}`, byte, context);
    return 0;
  },
};

/** As base64 again. */
const bytes: GoType<string> = {
  name: "[]uint8",
  zero: () => "",
  decode(value, context) {
    if (Array.isArray(value)) return encodeBase64(Uint8Array.from(list(byte).decode(value, context) ?? []));
    if (typeof value !== "string") mismatch(value, bytes, context);
    else {
      try {
        return encodeBase64(decodeBase64(toBytes(value)));
      } catch (error) {
        if (!(error instanceof GoError)) throw error;
        context.report(error);
      }
    }
    return "";
  },
};

/** An interface that nothing is known to implement. */
const nothing: GoType<null> = {
  name: "runtime.Object",
  zero: () => null,
  decode(value, context) {
    mismatch(value, nothing, context);
    return null;
  },
};

const object: GoType<JsonObject | undefined> = {
  name: "map[string]interface {}",
  zero: () => undefined,
  decode(value, context) {
    if (value instanceof Map) return plain(value, context) as JsonObject;
    mismatch(value, object, context);
    return undefined;
  },
};

function plain(value: Value, context: Context): JsonValue {
  if (value instanceof JsonNumber) return float(value, context);
  if (Array.isArray(value)) return value.map((item) => plain(item, context));
  if (!(value instanceof Map)) return value as JsonValue;
  return Object.fromEntries([...value].map(([key, item]) => [key, plain(item, context)]));
}

const FLOAT: GoType<number> = { name: "float64", zero: () => 0, decode: () => 0 };

function float({ literal }: JsonNumber, context: Context): number {
  const value = Number(literal);
  if (Number.isFinite(value)) return value;
  mismatchOf(`number ${literal}`, FLOAT, context);
  return 0;
}
