/**
 * OpenAPI v2 in protobuf (gnostic-models openapiv2/OpenAPIv2.proto 0.7), which clients in Go ask for: of its messages those that
 * Kubernetes' document has. Extensions are written as YAML, as there.
 */
import { isObject, listAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { fromBytes, toBytes } from "../../go/index.ts";
import { unmarshal as unmarshalJson } from "../../go/json/index.ts";
import { marshal } from "../../yaml/index.ts";

export function swaggerProtobuf(document: JsonObject): Uint8Array {
  const writer = new Writer();
  message(writer, "Document", document);
  return writer.bytes();
}

/**
 * Of each message its fields in the order of their numbers: `NAME=NUMBER` a text, `*` many, `?` a boolean, `#` a double, `%` an integer, `:TYPE` a message,
 * `any` a value as YAML. `x-=N` are extensions, `*=N:TYPE` all keys as a list of named values.
 */
const MESSAGES: Readonly<Record<string, string>> = {
  Document:
    "swagger=1 info=2:Info host=3 basePath=4 schemes=5* consumes=6* produces=7* paths=8:Paths definitions=9:Schemas parameters=10:Parameters security=12*:Requirement securityDefinitions=13:SecurityDefinitions x-=16",
  Info: "title=1 version=2 description=3 x-=7",
  Paths: "*=2:PathItem",
  Schemas: "*=1:Schema",
  Parameters: "*=1:Parameter",
  PathItem:
    "$ref=1 get=2:Operation put=3:Operation post=4:Operation delete=5:Operation options=6:Operation head=7:Operation patch=8:Operation parameters=9*:ParametersItem x-=10",
  Operation:
    "tags=1* summary=2 description=3 operationId=5 produces=6* consumes=7* parameters=8*:ParametersItem responses=9:Responses schemes=10* deprecated=11? security=12*:Requirement x-=13",
  Reference: "$ref=1 description=2",
  BodyParameter: "description=1 name=2 in=3 required=4? schema=5:Schema x-=6",
  PathParameter: "required=1? in=2 description=3 name=4 type=5 format=6 uniqueItems=19? x-=22",
  QueryParameter: "required=1? in=2 description=3 name=4 type=6 format=7 uniqueItems=20? x-=23",
  Responses: "*=1:ResponseValue",
  Response: "description=1 schema=2:SchemaItem x-=5",
  Requirement: "*=1:Strings",
  SecurityDefinitions: "*=1:SecurityDefinition",
  ApiKey: "type=1 name=2 in=3 description=4 x-=5",
  Schema:
    "$ref=1 format=2 title=3 description=4 default=5:any multipleOf=6# maximum=7# exclusiveMaximum=8? minimum=9# exclusiveMinimum=10? maxLength=11% minLength=12% pattern=13 maxItems=14% minItems=15% uniqueItems=16? maxProperties=17% minProperties=18% required=19* enum=20*:any additionalProperties=21:Additional type=22:Words items=23:Items allOf=24*:Schema properties=25:Schemas x-=31",
};

interface Field {
  readonly key: string;
  readonly number: number;
  readonly mark: string;
  readonly type: string;
}

const FIELD = /^(\S+?)=(\d+)([*?#%]?)(?::(\w+))?$/;
const read = new Map<string, readonly Field[]>();

function fieldsOf(type: string): readonly Field[] {
  let fields = read.get(type);
  if (fields === undefined) {
    const words = (MESSAGES[type] ?? "").split(" ");
    fields = words.map((word) => {
      const [, key = "", number = "0", mark = "", of = ""] = FIELD.exec(word) ?? [];
      return { key, number: Number(number), mark, type: of };
    });
    read.set(type, fields);
  }
  return fields;
}

function message(writer: Writer, type: string, value: JsonObject): void {
  for (const field of fieldsOf(type)) {
    if (field.key === "*") named(writer, field, Object.entries(value));
    else if (field.key === "x-") extensions(writer, field.number, value);
    else fieldOf(writer, field, value[field.key]);
  }
}

function fieldOf(writer: Writer, field: Field, value: JsonValue | undefined): void {
  const { mark, type } = field;
  if (value === undefined) return;
  if (mark === "*") for (const one of listAt(value)) single(writer, field, one);
  else if (mark !== "") numeric(writer, field, Number(value));
  else if (type !== "" || value !== "") single(writer, field, value);
}

/** Zero and false are not written. */
function numeric(writer: Writer, { number, mark }: Field, value: number): void {
  if (value === 0) return;
  if (mark === "#") writer.double(number, value);
  else writer.varint(number, value);
}

function single(writer: Writer, { number, type }: Field, value: JsonValue): void {
  if (type === "") writer.text(number, String(value));
  else writer.within(number, () => typed(writer, type, value));
}

/** Types that are a choice among others, or that stand for something else than an object. */
function typed(writer: Writer, type: string, value: JsonValue): void {
  const object = isObject(value) ? value : {};
  switch (type) {
    case "any":
      return writer.text(2, yamlOf(value));
    case "Words":
      for (const one of Array.isArray(value) ? value : [value]) writer.text(1, String(one));
      return;
    case "Strings":
      for (const one of listAt(value)) writer.text(1, String(one));
      return;
    case "Items":
    case "SchemaItem":
      return writer.within(1, () => message(writer, "Schema", object));
    case "Additional":
      if (typeof value === "boolean") return writer.varint(2, value ? 1 : 0);
      return writer.within(1, () => message(writer, "Schema", object));
    case "ParametersItem":
      if (object["$ref"] !== undefined) return writer.within(2, () => message(writer, "Reference", object));
      return writer.within(1, () => parameter(writer, object));
    case "Parameter":
      return parameter(writer, object);
    case "ResponseValue":
      return writer.within(1, () => message(writer, "Response", object));
    case "SecurityDefinition":
      return writer.within(2, () => message(writer, "ApiKey", object));
    default:
      return message(writer, type, object);
  }
}

function parameter(writer: Writer, value: JsonObject): void {
  if (value["in"] === "body") return writer.within(1, () => message(writer, "BodyParameter", value));
  const [number, type] = value["in"] === "path" ? [4, "PathParameter"] : [3, "QueryParameter"];
  writer.within(2, () => writer.within(number, () => message(writer, type, value)));
}

function named(writer: Writer, { number, type }: Field, entries: readonly (readonly [string, JsonValue])[]): void {
  for (const [name, value] of entries) {
    writer.within(number, () => {
      if (name !== "") writer.text(1, name);
      writer.within(2, () => typed(writer, type, value));
    });
  }
}

function extensions(writer: Writer, number: number, value: JsonObject): void {
  const own = Object.entries(value).filter(([key]) => key.startsWith("x-"));
  named(writer, { key: "", number, mark: "*", type: "any" }, own);
}

/** As go-yaml v3 writes it: what is below a key begins at the next multiple of four. */
function yamlOf(value: JsonValue): string {
  return `${yamlLines(value, 0).join("\n")}\n`;
}

function yamlLines(value: JsonValue, column: number): string[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((one) => yamlLines(one, column + 2).map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`)));
  }
  if (!isObject(value) || Object.keys(value).length === 0) return [scalarText(value)];
  return Object.entries(value).flatMap(([key, below]) => {
    if (!isObject(below) && !Array.isArray(below)) return [`${scalarText(key)}: ${scalarText(below)}`];
    const deeper = 4 * Math.floor((column + 4) / 4);
    const margin = " ".repeat(deeper - column);
    return [`${scalarText(key)}:`, ...yamlLines(below, deeper).map((line) => margin + line)];
  });
}

/** Words that are nothing else in YAML 1.2: nearly all. */
const PLAIN = /^(?!(true|false|null)$)[a-z][a-z./-]*$/i;

function scalarText(value: JsonValue): string {
  if (typeof value === "string" && PLAIN.test(value)) return value;
  const text = marshal(unmarshalJson(fromBytes(new TextEncoder().encode(JSON.stringify(value)))));
  return new TextDecoder().decode(toBytes(text)).trimEnd();
}

/** Protobuf's wire format. A message within another is written behind its place, and moved when its length is known. */
class Writer {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  varint(number: number, value: number): void {
    this.#varint(number << 3);
    this.#varint(value);
  }

  double(number: number, value: number): void {
    this.#varint((number << 3) | 1);
    this.#reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  text(number: number, value: string): void {
    this.#varint((number << 3) | 2);
    this.#reserve(value.length * 3 + LENGTH_BYTES_MAX);
    const start = this.#length + LENGTH_BYTES_MAX;
    const { written } = new TextEncoder().encodeInto(value, this.#bytes.subarray(start));
    this.#close(this.#length, start + written);
  }

  within(number: number, write: () => void): void {
    this.#varint((number << 3) | 2);
    const from = this.#length;
    this.#reserve(LENGTH_BYTES_MAX);
    this.#length += LENGTH_BYTES_MAX;
    write();
    this.#close(from, this.#length);
  }

  /** Puts the length before what was written, and moves that up to it. */
  #close(from: number, end: number): void {
    const start = from + LENGTH_BYTES_MAX;
    this.#length = from;
    this.#varint(end - start);
    this.#bytes.copyWithin(this.#length, start, end);
    this.#length += end - start;
  }

  #varint(value: number): void {
    this.#reserve(LENGTH_BYTES_MAX * 2);
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
    this.#bytes[this.#length++] = rest;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** Enough for what is shorter than 256 MB. */
const LENGTH_BYTES_MAX = 5;
