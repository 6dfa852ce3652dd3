import type { GoMap } from "../go/index.ts";
import { UTC } from "../go/time/index.ts";
import type { LocalZone } from "./datetime.ts";
import { TomlError } from "./error.ts";
import { Parser } from "./parser.ts";

const UTC_ZONE: LocalZone = { location: UTC, offset: 0 };
/** How far BurntSushi/toml looks for the zero bytes of UTF-16. */
const START_LENGTH = 6;

/** The tables of a TOML text: integers are int64, times `time.Time`. Throws TomlError. */
export function unmarshal(text: string, local: LocalZone = UTC_ZONE): GoMap {
  const body = withoutByteOrderMark(text);
  if (body.slice(0, START_LENGTH).includes("\0")) {
    const problem = "files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8";
    throw new TomlError(problem, 1, "");
  }
  return new Parser(body, local).parse();
}

/** The marks of UTF-8 and, as single bytes, of UTF-16. */
function withoutByteOrderMark(text: string): string {
  return text.replace(/^(?:\udcff\udcfe|\udcfe\udcff|\ufeff)/, "");
}
