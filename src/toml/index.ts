/** TOML as Helm's templates read and write it: BurntSushi/toml v1.6.0 over the value model. */
export type { LocalZone } from "./datetime.ts";
export { TomlError } from "./error.ts";
export { marshal } from "./marshal.ts";
export { TomlEncodeError } from "./toml-type.ts";
export { unmarshal } from "./unmarshal.ts";
