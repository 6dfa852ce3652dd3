import type { FlagDefinition } from "../../cobra/flag.ts";
import { textType } from "../../cobra/flag-types.ts";
import { outputFormats } from "../completions.ts";

const FORMATS = ["table", "json", "yaml"];

/** `--output`, for commands whose result can be read by programs. */
export const outputFlag: FlagDefinition = {
  name: "output",
  shorthand: "o",
  type: textType("format", (text) => {
    if (!FORMATS.includes(text)) throw new Error("invalid format type");
    return text;
  }),
  usage: `prints the output in the specified format. Allowed values: ${FORMATS.join(", ")}`,
  default: "table",
  complete: outputFormats,
};
