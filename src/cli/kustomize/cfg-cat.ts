/** `kustomize cfg cat` (cmd/config 0.21). */
import { quote } from "../../go/strconv/index.ts";
import { toBytes } from "../../go/index.ts";
import { writableFilesFrom } from "../../base/index.ts";
import {
  LEGACY_PATH,
  NodeStyles,
  PATH,
  format,
  objectOf,
  readPackage,
  withoutComments,
  writeText,
  type Node,
  type WriteOptions,
} from "../../kustomize/kio/index.ts";
import type { RunContext } from "../context.ts";
import { localItems } from "./cfg-local.ts";
import { documentsOf } from "./cfg-packages.ts";

export function run(context: RunContext): void {
  const { args, flags, out } = context;
  const dest = flags.string("dest");
  // Made before anything is read, and left empty by an error.
  if (dest !== "") writableFilesFrom(context).write(dest, new Uint8Array());
  const options = writeOptions(context);
  const text = documentsOf(context, args[0], {
    failure: (message, folder) => `${message} in package ${quote(folder)}\n`,
    render(items) {
      const shown = localItems(items, flags);
      if (flags.bool("format") && shown.length > 0) format(shown);
      // What stands before and after the object, set off by a blank line, belongs to the document and stays.
      if (flags.bool("strip-comments")) shown.map(objectOf).forEach(withoutComments);
      return shown.length === 0 ? "" : writeText(shown, options);
    },
  });
  if (dest === "") out.write(text);
  else writableFilesFrom(context).write(dest, toBytes(text));
}

const STYLES: Readonly<Record<string, number>> = {
  TaggedStyle: NodeStyles.tagged,
  DoubleQuotedStyle: NodeStyles.doubleQuoted,
  SingleQuotedStyle: NodeStyles.singleQuoted,
  LiteralStyle: NodeStyles.literal,
  FoldedStyle: NodeStyles.folded,
  FlowStyle: NodeStyles.flow,
};

function writeOptions(context: RunContext): WriteOptions {
  const { flags } = context;
  const keepAnnotations = flags.bool("annotate");
  const kind = flags.string("wrap-kind");
  return {
    keepAnnotations,
    clear: keepAnnotations ? [] : [LEGACY_PATH, PATH],
    style: flags.strings("style").reduce((bits, name) => bits | (STYLES[name] ?? 0), 0),
    functionConfig: functionConfig(context),
    ...(kind !== "" && { wrapping: { kind, apiVersion: flags.string("wrap-version") } }),
  };
}

function functionConfig(context: RunContext): Node | undefined {
  const path = context.flags.string("function-config");
  if (path === "") return undefined;
  const configs = readPackage(path, { ...context, omitAnnotations: !context.flags.bool("annotate") });
  const [config] = configs;
  if (config !== undefined && configs.length === 1) return objectOf(config);
  throw new Error(`expected exactly 1 functionConfig, found ${configs.length}`);
}
