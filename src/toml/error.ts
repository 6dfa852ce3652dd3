import { GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";

/** What is wrong with a TOML text: `toml: line 3 (last key "a.b"): …`, as BurntSushi/toml's ParseError prints it. */
export class TomlError extends GoError {
  constructor(
    readonly problem: string,
    /** Counted as BurntSushi/toml counts: an unexpected end is told of the line before it. */
    readonly line: number,
    readonly lastKey: string,
  ) {
    super(`toml: line ${line}${lastKey === "" ? "" : ` (last key ${quote(lastKey)})`}: ${problem}`);
  }
}
