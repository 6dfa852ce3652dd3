/** Where in a body a value stands, and what Go calls the place and its type: for what is told of values that do not fit. */
import { isNumber, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { goName, type GoName } from "../schema/go-name.ts";
import type { ObjectSchema, ScalarType, Schema } from "../schema/schema.ts";

export class DecodeError extends Error {
  override name = "DecodeError";
}

/** Written out only where something is to be told of it. */
export interface At {
  readonly above: At | undefined;
  /** A key of a struct or a map, or an index. */
  readonly part: string | number;
  /** The struct that has the field; of what is no field, that of the field above. */
  readonly struct: ObjectSchema | undefined;
  readonly isField: boolean;
  readonly depth: number;
  /** The object or list that the value stands in. */
  readonly holder: JsonObject | JsonValue[] | undefined;
}

export const ROOT: At = { above: undefined, part: "", struct: undefined, isField: false, depth: 0, holder: undefined };

export const below = (above: At, part: string | number, holder?: At["holder"]): At => ({
  ...{ above, part, holder, struct: above.struct, isField: false, depth: above.depth + 1 },
});

/** With indexes. */
export function pathOf({ above, part }: At): string {
  if (above === undefined) return "";
  const head = pathOf(above);
  if (typeof part === "number") return `${head}[${part}]`;
  return head === "" ? part : `${head}.${part}`;
}

/** As Go writes it: fields only. */
function goPathOf({ above, part, isField, struct }: At): string {
  if (above === undefined) return "";
  const head = goPathOf(above);
  if (!isField) return head;
  const name = `${struct === undefined ? "" : embeddedIn(struct, String(part))}${part}`;
  return head === "" ? name : `${head}.${name}`;
}

/** Through which structs a field is the struct's. */
function embeddedIn({ name, fields }: ObjectSchema, part: string): string {
  const { number = "" } = fields.get(part) ?? {};
  const through = EMBEDDED[shortName(name)] ?? "";
  if (through !== WITHIN) return number.includes(".") ? through : "";
  // Of two that embed one another the table numbers the fields of the first.
  return number === "" ? through : number.includes(".") ? OUTER : "";
}

const OUTER = "RuleWithOperations.";
const WITHIN = "RuleWithOperations.Rule.";

/** Structs that others embed: Go's decoder names them on the way to their fields. */
const EMBEDDED: Readonly<Record<string, string>> = {
  ConfigMapEnvSource: "LocalObjectReference.",
  ConfigMapKeySelector: "LocalObjectReference.",
  ConfigMapProjection: "LocalObjectReference.",
  ConfigMapVolumeSource: "LocalObjectReference.",
  EphemeralContainer: "EphemeralContainerCommon.",
  IngressRule: "IngressRuleValue.",
  NamedRuleWithOperations: WITHIN,
  PersistentVolumeSpec: "PersistentVolumeSource.",
  Probe: "ProbeHandler.",
  RuleWithOperations: "Rule.",
  SecretEnvSource: "LocalObjectReference.",
  SecretKeySelector: "LocalObjectReference.",
  SecretProjection: "LocalObjectReference.",
  Volume: "VolumeSource.",
};

/** Of the field that a value is, or is an element of. */
function nameAt(at: At): GoName | undefined {
  let field = at;
  while (!field.isField && field.above !== undefined) field = field.above;
  const { struct, part } = field;
  if (struct === undefined) return undefined;
  const group = struct.name.slice(0, struct.name.lastIndexOf(".") + 1);
  const embedded = (EMBEDDED[shortName(struct.name)] ?? "").split(".").filter((name) => name !== "");
  for (const name of [struct.name, ...embedded.map((one) => group + one)]) {
    const found = goName(name, String(part));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function wholeName(at: At): string | undefined {
  const found = at.isField ? nameAt(at) : undefined;
  return found?.isWhole === true ? found.name : undefined;
}

export function elementName(at: At): string | undefined {
  const found = nameAt(at);
  return found?.isWhole === false ? found.name : undefined;
}

export const GO_TYPES: Partial<Record<ScalarType, string>> = {
  bytes: "[]uint8",
  time: "v1.Time",
  "micro-time": "v1.MicroTime",
  number: "float64",
  boolean: "bool",
  "int-or-string": "intstr.IntOrString",
  quantity: "resource.Quantity",
};

export function goType(schema: Schema): string {
  if (schema.kind === "object") return schema.name.split(".").slice(-2).join(".");
  if (schema.kind === "scalar") return GO_TYPES[schema.type] ?? schema.type;
  if (schema.kind === "list") return `[]${goType(schema.items)}`;
  return schema.kind === "map" ? `map[string]${goType(schema.values)}` : "interface {}";
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

export function mismatch(value: JsonValue, at: At, type: string, given = jsonType(value)): DecodeError {
  const place = at.struct === undefined ? "Go value" : `Go struct field ${shortName(at.struct.name)}.${goPathOf(at)}`;
  return new DecodeError(`json: cannot unmarshal ${given} into ${place} of type ${type}`);
}

function jsonType(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : isNumber(value) ? "number" : typeof value;
}
