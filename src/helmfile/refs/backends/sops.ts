import { fromBytes, GoError, toBytes, within } from "../../../go/index.ts";
import { decodeBase64 } from "../../../go/encoding/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { decryptData, formatFor } from "../../../sops/index.ts";
import type { Setting } from "../reference.ts";
import type { RefWorld } from "../world.ts";
import type { Backend } from "./backend.ts";
import { encoded } from "./encoding.ts";
import { readFile } from "./file.ts";
import { yamlMap } from "./yaml-map.ts";

/** An encrypted file, or one that stands in the reference itself (`key_type=base64`). Values inside it are looked for in YAML. */
export function sops(world: RefWorld, setting: Setting): Backend {
  const decrypted = (path: string, otherwise: string): Uint8Array => {
    const source = sourceOf(path, { keyType: setting("key_type"), files: world.files });
    return decryptData(source.data, formatFor(source.path, setting("format") || otherwise), world);
  };
  return {
    text: (path) => encoded(decrypted(path, ""), setting("encode")),
    map: (path) => yamlMap(fromBytes(decrypted(path, "yaml"))),
  };
}

interface Source {
  readonly data: Uint8Array;
  readonly path: string;
}

function sourceOf(path: string, { keyType, files }: { keyType: string; files: RefWorld["files"] }): Source {
  if (keyType === "base64") return { data: decodeBase64(toBytes(standardAlphabet(path))), path: "" };
  if (keyType !== "" && keyType !== "filepath") {
    throw new GoError(`unsupported key type ${quote(keyType)}. It must be one "base64" or "filepath"`);
  }
  return within(`failed to read ${quote(path)}`, () => ({ data: readFile(files, path), path }));
}

function standardAlphabet(text: string): string {
  return text.replace(/[-_+/]/g, (sign) => ({ "-": "+", _: "/" })[sign] ?? "!");
}
