/** HCL's values in the value model: through JSON upstream, so every number is a float64 and a set is a list. */
import { GoError, type Value as GoValue } from "../../go/index.ts";
import { BigFloat } from "./values/big-float.ts";
import { numberText } from "./values/number-text.ts";
import { elementsOf, entriesOf, UNKNOWN, type Value } from "./values/value.ts";

/** Throws `GoError` for what is not known, and for a number that JSON or a float64 cannot hold. */
export function toGo(value: Value): GoValue {
  const { data } = value;
  if (data === UNKNOWN) throw notSerialized("value is not known");
  if (data === null || typeof data === "boolean" || typeof data === "string") return data;
  if (data instanceof BigFloat) return toDouble(data);
  if (Array.isArray(data)) return elementsOf(value).map(toGo);
  return new Map([...entriesOf(value)].map(([key, one]) => [key, toGo(one)]));
}

function notSerialized(reason: string): GoError {
  return new GoError(`could not marshal cty value : failed to serialize value: ${reason}`);
}

function toDouble(value: BigFloat): number {
  if (value.infinite) throw notSerialized("cannot serialize infinity as JSON");
  const double = Number(numberText(value));
  if (Number.isFinite(double)) return double;
  throw new GoError(
    `could not unmarshall json : json: cannot unmarshal number ${numberText(value)} into Go value of type float64`,
  );
}
