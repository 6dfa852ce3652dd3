/** Help and flags of `helmfile print-env`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { quote } from "../../../go/strconv/index.ts";
import type { RunContext } from "../../context.ts";
import { runPart } from "../run-parts.ts";
import { usageError } from "../command-errors.ts";

export const definition: CommandBody = {
  long: "Print parsed environment configuration including merged values (with decrypted secrets). This command outputs the effective environment configuration after merging values and decrypting secrets, in either YAML or JSON format.",
  flags: [{ name: "output", usage: "output format: yaml or json", default: "yaml" }],
  run: runPart("print-env", { check: checkFormat, colorsUnchecked: true }),
};

function checkFormat({ flags }: RunContext): void {
  const format = flags.string("output");
  if (["", "yaml", "json"].includes(format)) return;
  throw usageError(`invalid output format ${quote(format)}: must be 'yaml' or 'json'`);
}
