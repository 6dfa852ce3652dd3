/** How wide sops indents: `stores` in .sops.yaml, here or in a folder above, and `--indent` (sops 3.13, config/config.go). */
import { FileError, peek } from "../../base/index.ts";
import { fromBytes, GoError, Int, isMap, type Value } from "../../go/index.ts";
import { dir, join } from "../../go/path/index.ts";
import type { DecryptFileOptions, StoreOptions } from "../../sops/index.ts";
import { checkMapping, decodeNode, parseNodes } from "../../yaml/index.ts";
import type { RunContext } from "../context.ts";

type Stores = NonNullable<DecryptFileOptions["stores"]>;

const NAME = ".sops.yaml";

/** Throws `GoError` with sops' text. */
export function sopsStores(context: RunContext): Stores {
  const { flags } = context;
  if (flags.changed("indent")) return everywhere({ indent: flags.int("indent") });
  const file = flags.string("config") || context.env.get("SOPS_CONFIG") || found(context);
  if (file === undefined) return {};
  const stores = entry(readConfig(context, file), "stores");
  return { yaml: optionsIn(stores, "yaml"), json: optionsIn(stores, "json") };
}

function everywhere(options: StoreOptions): Stores {
  return { yaml: options, json: options };
}

function found({ files, cwd }: RunContext): string | undefined {
  for (let folder = cwd; ; folder = dir(folder)) {
    const file = join(folder, NAME);
    if (peek(files, file) !== undefined) return file;
    if (folder === dir(folder)) return undefined;
  }
}

function readConfig({ files }: RunContext, file: string): Value {
  try {
    const [document] = parseNodes(fromBytes(files.read(file)));
    if (document === undefined) return null;
    checkMapping(document, "config.configFile");
    return decodeNode(document);
  } catch (error) {
    if (error instanceof FileError) throw new GoError(`could not read config file: ${error.message}`);
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`error loading config: Could not unmarshal config file: ${error.message}`);
  }
}

function entry(value: Value, key: string): Value {
  return isMap(value) ? value.get(key) : undefined;
}

function optionsIn(stores: Value, name: string): StoreOptions {
  const indent = entry(entry(stores, name), "indent");
  return { indent: indent instanceof Int ? indent.toNumber() : undefined };
}
