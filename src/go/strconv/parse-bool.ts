import { NumError } from "./error.ts";

/** Go's `strconv.ParseBool`. */
export function parseBool(text: string): boolean {
  switch (text) {
    case "1":
    case "t":
    case "T":
    case "true":
    case "TRUE":
    case "True":
      return true;
    case "0":
    case "f":
    case "F":
    case "false":
    case "FALSE":
    case "False":
      return false;
    default:
      throw new NumError("ParseBool", text, "syntax");
  }
}
