/** `kustomize cfg cat` (cmd/config 0.21). */
import { toBytes } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
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
import { overPackages } from "./cfg-packages.ts";

export function run(context: RunContext): void {
  const { args, flags, files, out, cwd } = context;
  const options = writeOptions(context);
  const text = overPackages(context, args[0], {
    layout: "documents",
    failure: (message, folder) => `${message} in package ${JSON.stringify(folder)}\n`,
    render(items) {
      const shown = localItems(items, flags);
      if (flags.bool("format") && shown.length > 0) format(shown);
      if (flags.bool("strip-comments")) shown.forEach(withoutComments);
      return shown.length === 0 ? "" : writeText(shown, options);
    },
  });
  const dest = flags.string("dest");
  if (dest === "") out.write(text);
  else files.write(dest.startsWith("/") ? dest : join(cwd, dest), toBytes(text));
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
