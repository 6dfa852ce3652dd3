import { assertNever } from "../../base/index.ts";
import { binaryStore } from "./binary.ts";
import { dotenvStore } from "./dotenv.ts";
import { iniStore } from "./ini.ts";
import { jsonStore } from "./json.ts";
import type { Store, StoreOptions } from "./store.ts";
import { yamlStore } from "./yaml.ts";

export { BinaryError } from "./binary.ts";
export type { Store, StoreOptions } from "./store.ts";

export type Format = "binary" | "dotenv" | "ini" | "json" | "yaml";

export const FORMATS: readonly Format[] = ["binary", "dotenv", "ini", "json", "yaml"];

const ENDINGS: readonly (readonly [string, Format])[] = [
  [".yaml", "yaml"],
  [".yml", "yaml"],
  [".json", "json"],
  [".env", "dotenv"],
  [".ini", "ini"],
];

/** The format that a name stands for, or else that of the file's ending; binary for any other. */
export function formatFor(path: string, name = ""): Format {
  return (
    FORMATS.find((format) => format === name) ?? ENDINGS.find(([ending]) => path.endsWith(ending))?.[1] ?? "binary"
  );
}

export function storeFor(format: Format, options: StoreOptions = {}): Store {
  switch (format) {
    case "binary":
      return binaryStore;
    case "dotenv":
      return dotenvStore;
    case "ini":
      return iniStore;
    case "json":
      return jsonStore(options);
    case "yaml":
      return yamlStore(options);
    default:
      return assertNever(format);
  }
}
