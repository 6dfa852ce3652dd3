/** JSON, YAML and CSV from and to text (cty 1.19, function/stdlib/json.go, csv.go; go-cty-yaml 1.2). */
import { CsvError, CsvReader } from "../../../go/csv/index.ts";
import { GoError } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { fromJson } from "../values/from-json.ts";
import { fromYaml } from "../values/from-yaml.ts";
import { jsonText } from "../values/json.ts";
import { DYNAMIC, STRING } from "../values/type.ts";
import { isWhollyKnown, list, object, objectType, string, textOf, unknown, type Value } from "../values/value.ts";
import { yamlText } from "../values/yaml.ts";
import { type Function, type FunctionTable, parameter } from "./function.ts";

/** The type is known with the value only. */
function decoder(param: string, decode: (text: string) => Value): Function {
  const call = ([text]: readonly Value[]): Value => decode(text === undefined ? "" : textOf(text));
  return { params: [parameter(param, STRING)], returns: DYNAMIC, call };
}

export const ENCODING: FunctionTable = {
  csvdecode: decoder("str", fromCsv),
  jsondecode: decoder("str", fromJson),
  jsonencode: {
    params: [parameter("val", DYNAMIC, "unknown", "dynamic", "null")],
    returns: STRING,
    call: ([value]) => encoded(value, jsonText),
  },
  yamldecode: decoder("src", fromYaml),
  yamlencode: {
    params: [parameter("value", DYNAMIC, "dynamic", "null")],
    returns: STRING,
    call: ([value]) => encoded(value, yamlText),
  },
};

function encoded(value: Value | undefined, encode: (value: Value) => string): Value {
  return value === undefined || !isWhollyKnown(value) ? unknown(STRING) : string(encode(value));
}

/** An object for each row, its attributes named by the first. */
function fromCsv(text: string): Value {
  const reader = new CsvReader(text);
  const names = nextRecord(reader);
  if (names === undefined) throw new GoError("missing header line");
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated !== undefined) throw new GoError(`duplicate column name ${quote(repeated)}`);
  const rows: Value[] = [];
  for (let fields = nextRecord(reader); fields !== undefined; fields = nextRecord(reader)) {
    if (fields.length !== names.length) throw csvProblem(reader.line, "wrong number of fields");
    rows.push(object(fields.map((field, i) => [names[i] ?? "", string(field)])));
  }
  return list(rows, objectType(names.map((name) => [name, STRING])));
}

function nextRecord(reader: CsvReader): readonly string[] | undefined {
  try {
    return reader.read();
  } catch (error) {
    if (error instanceof CsvError) throw csvProblem(error.line, error.reason);
    throw error;
  }
}

function csvProblem(line: number, reason: string): GoError {
  return new GoError(`CSV parse error on line ${line}: ${reason}`);
}
