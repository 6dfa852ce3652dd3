import { FileError } from "../../../base/index.ts";
import { fromBytes, GoError } from "../../../go/index.ts";
import type { Setting } from "../reference.ts";
import type { RefWorld } from "../world.ts";
import type { Backend } from "./backend.ts";
import { encoded } from "./encoding.ts";
import { yamlMap } from "./yaml-map.ts";

/** A file, or what stands in one that is YAML or JSON. */
export function file({ files }: RefWorld, setting: Setting): Backend {
  const read = (path: string): Uint8Array => readFile(files, path.replace(/\/$/, ""));
  return {
    text: (path) => encoded(read(path), setting("encode")),
    map: (path) => yamlMap(fromBytes(read(path))),
  };
}

/** Throws `GoError` with Go's text. */
export function readFile(files: RefWorld["files"], path: string): Uint8Array {
  try {
    return files.read(path);
  } catch (error) {
    if (error instanceof FileError) throw new GoError(error.message);
    throw error;
  }
}
