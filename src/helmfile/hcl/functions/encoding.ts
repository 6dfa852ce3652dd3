/** JSON, YAML and CSV from and to text (cty 1.19, function/stdlib/json.go, csv.go; go-cty-yaml 1.2). */
import { jsonText } from "../values/json.ts";
import { DYNAMIC, STRING } from "../values/type.ts";
import { isWhollyKnown, string, unknown, type Value } from "../values/value.ts";
import { type FunctionTable, parameter } from "./function.ts";

export const ENCODING: FunctionTable = {
  jsonencode: {
    params: [parameter("val", DYNAMIC, "unknown", "dynamic", "null")],
    returns: STRING,
    call: ([value]) => jsonEncoded(value),
  },
};

function jsonEncoded(value: Value | undefined): Value {
  return value === undefined || !isWhollyKnown(value) ? unknown(STRING) : string(jsonText(value));
}
