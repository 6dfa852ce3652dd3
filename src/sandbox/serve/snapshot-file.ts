/** A file with all objects of a sandbox. */
import { isObject, listAt, parseJson, textAt, writeJson, type JsonValue } from "../../kube/index.ts";
import { disk } from "../../sys/index.ts";
import type { StoredObject } from "../storage/storage.ts";

const FORMAT = "lade-sandbox-snapshot";

/** Only for the owner: Secrets are in it. Throws `FileError`. */
export function writeSnapshot(path: string, objects: readonly StoredObject[]): void {
  disk.write(path, new TextEncoder().encode(writeJson({ format: FORMAT, version: 1, objects })), { mode: 0o600 });
}

/** Throws what is wrong with it. */
export function readSnapshot(path: string): StoredObject[] {
  const document = documentOf(new TextDecoder().decode(disk.read(path)));
  if (textAt(document, "format") !== FORMAT) throw new Error(`${path} is no snapshot of a sandbox`);
  return listAt(document, "objects").map((one) => {
    const object = isObject(one) ? one["object"] : undefined;
    if (!isObject(object)) throw new Error(`${path} is damaged`);
    return { collection: textAt(one, "collection"), key: textAt(one, "key"), object };
  });
}

/** What is no JSON is nothing. */
function documentOf(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
