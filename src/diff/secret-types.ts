/** `v1.Secret` as encoding/json knows it (k8s.io/api 0.36.3): what a Secret's text is decoded into before it is redacted. */
import { fromBytes, GoError, Int, toBytes, type Value } from "../go/index.ts";
import { decodeBase64 } from "../go/encoding/index.ts";
import {
  any,
  bool,
  decodeAs,
  type Decoded,
  type GoType,
  list,
  mapOf,
  mismatch,
  mismatchOf,
  pointer,
  struct,
  structEmbedding,
  text,
  textNamed,
  time,
} from "../yaml/typed/index.ts";

const int64: GoType<bigint> = {
  name: "int64",
  zero: () => 0n,
  decode(value, context) {
    if (value instanceof Int) return value.value;
    if (typeof value !== "number") mismatch(value, int64, context);
    else if (Number.isInteger(value)) return BigInt(value);
    else mismatchOf(`number ${value}`, int64, context);
    return 0n;
  },
};

const uint8: GoType<number> = {
  name: "uint8",
  zero: () => 0,
  decode(value, context) {
    const number = value instanceof Int ? Number(value.value) : value;
    if (typeof number !== "number") mismatch(value, uint8, context);
    else if (Number.isInteger(number) && number >= 0 && number < 256) return number;
    else mismatchOf(`number ${number}`, uint8, context);
    return 0;
  },
};

/** Bytes are a Go string here, too: written as base64, or as a list of numbers. */
const bytes: GoType<string> = {
  name: "[]uint8",
  zero: () => "",
  decode(value, context) {
    if (Array.isArray(value)) return fromBytes(Uint8Array.from(value, (one) => decodeAs(one, uint8, context)));
    if (typeof value !== "string") {
      mismatch(value, bytes, context);
      return "";
    }
    try {
      return fromBytes(decodeBase64(toBytes(value)));
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      context.report(new GoError(`error unmarshaling JSON: while decoding JSON: ${error.message}`));
      return "";
    }
  },
};

const ownerReference = struct("v1.OwnerReference", {
  apiVersion: text,
  kind: text,
  name: text,
  uid: textNamed("types.UID"),
  controller: pointer(bool),
  blockOwnerDeletion: pointer(bool),
});

const managedFieldsEntry = struct("v1.ManagedFieldsEntry", {
  manager: text,
  operation: textNamed("v1.ManagedFieldsOperationType"),
  apiVersion: text,
  time: pointer(time),
  fieldsType: text,
  fieldsV1: any,
  subresource: text,
});

const objectMeta = struct("v1.ObjectMeta", {
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid: textNamed("types.UID"),
  resourceVersion: text,
  generation: int64,
  creationTimestamp: time,
  deletionTimestamp: pointer(time),
  deletionGracePeriodSeconds: pointer(int64),
  labels: mapOf(text),
  annotations: mapOf(text),
  ownerReferences: list(ownerReference),
  finalizers: list(text),
  managedFields: list(managedFieldsEntry),
});

const typeMeta = struct("v1.TypeMeta", { kind: text, apiVersion: text });

export const secretType = structEmbedding("v1.Secret", {
  fields: {
    metadata: objectMeta,
    immutable: pointer(bool),
    data: mapOf(bytes, "map[string][]uint8"),
    stringData: mapOf(text),
    type: textNamed("v1.SecretType"),
  },
  property: "typeMeta",
  embedded: typeMeta,
});

export type Secret = Decoded<typeof secretType>;

/** The Secret as it is written to JSON: fields that are empty are left out. `stringData` stands for its data. */
export function secretValue(
  { typeMeta: { kind, apiVersion }, metadata, immutable, type }: Secret,
  stringData: Map<string, string>,
): Value {
  const { generation, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, ...meta } = metadata;
  const { ownerReferences, managedFields, ...texts } = meta;
  return present({
    apiVersion,
    kind,
    immutable,
    metadata: present({
      ...texts,
      generation: generation === 0n ? undefined : integer(generation),
      creationTimestamp: creationTimestamp.startsWith("0001-01-01T00:00:00") ? undefined : utc(creationTimestamp),
      deletionTimestamp: deletionTimestamp && utc(deletionTimestamp),
      deletionGracePeriodSeconds: deletionGracePeriodSeconds === null ? null : integer(deletionGracePeriodSeconds),
      ownerReferences: ownerReferences?.map(ownerValue),
      managedFields: managedFields?.map((entry) => present({ ...entry, time: entry.time && utc(entry.time) })),
    }),
    stringData,
    type,
  });
}

function ownerValue({ apiVersion, kind, name, uid, ...others }: Decoded<typeof ownerReference>): Value {
  return new Map<string, Value>([...Object.entries({ apiVersion, kind, name, uid }), ...present(others)]);
}

function present(fields: Readonly<Record<string, Value>>): Map<string, Value> {
  return new Map(Object.entries(fields).filter(([key, value]) => key === "metadata" || !isEmpty(value)));
}

function isEmpty(value: Value): boolean {
  if (value instanceof Map) return value.size === 0;
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function integer(value: bigint): Int {
  return new Int(value, "int64");
}

/** apimachinery writes times in UTC, to the second. */
function utc(canonical: string): string {
  return `${new Date(canonical).toISOString().slice(0, 19)}Z`;
}
