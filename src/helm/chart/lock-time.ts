/** The time in a lock file: what encoding/json accepts for a `time.Time`. Kept as it is written. */
import { GoError } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import { parseTime, UTC } from "../../go/time/index.ts";
import type { GoType } from "../decode.ts";

const RFC3339 = "2006-01-02T15:04:05Z07:00";

/** Wrong times end decoding at once, before errors about types that were met earlier. */
export const lockTime: GoType<string> = {
  name: "time.Time",
  zero: () => "",
  decode(value) {
    if (typeof value !== "string") throw failed("Time.UnmarshalJSON: input is not a JSON string");
    try {
      // Go parses what stands between the quotes, escapes and all.
      parseTime(RFC3339, marshal(value).slice(1, -1), { fallback: UTC, local: UTC });
    } catch (error) {
      if (error instanceof GoError) throw failed(error.message);
      throw error;
    }
    return value;
  },
};

function failed(message: string): GoError {
  return new GoError(`error unmarshaling JSON: while decoding JSON: ${message}`);
}
