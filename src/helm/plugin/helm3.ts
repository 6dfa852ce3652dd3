/** plugin.yaml as Helm 3 reads it (3.22.0 pkg/plugin/plugin.go): only the old form, and no field unknown. */
import { quote } from "../../go/strconv/index.ts";
import { GoError } from "../../go/index.ts";
import { bool, list, mapOf, readTyped, struct, text } from "../../yaml/typed/index.ts";
import { fromLegacy } from "./legacy.ts";
import { isValidName, oneLine, type Metadata } from "./metadata.ts";

const platformCommand = struct("plugin.PlatformCommand", { os: text, arch: text, command: text, args: list(text) });

const metadata = struct("plugin.Metadata", {
  name: text,
  version: text,
  usage: text,
  description: text,
  platformCommand: list(platformCommand),
  command: text,
  ignoreFlags: bool,
  platformHooks: mapOf(list(platformCommand), "plugin.PlatformHooks"),
  hooks: ["Hooks", mapOf(text, "plugin.Hooks")],
  downloaders: list(struct("plugin.Downloaders", { protocols: list(text), command: text })),
  useTunnel: bool,
});

export interface Helm3Options {
  /** The file, for messages. */
  readonly path: string;
  /** Helm 3 prints these on standard output. */
  readonly onWarning: (line: string) => void;
}

/** Throws `GoError`. */
export function loadHelm3(content: string, { path, onWarning }: Helm3Options): Metadata {
  const fields = decodeFields(content, path);
  if (!isValidName(fields.name)) throw new GoError(`invalid plugin name at ${quote(path)}`);
  const both = (one: string, other: string) =>
    onWarning(
      `WARNING: both '${one}' and '${other}' are set in ${quote(path)} (this will become an error in a future Helm version)`,
    );
  const platform = (fields.platformCommand ?? []).map((command) => ({ ...command, args: command.args ?? [] }));
  const platformHooks = hooksOf(fields.platformHooks);
  const hooks = fields.hooks ?? new Map<string, string>();
  if (platform.length > 0 && fields.command !== "") both("platformCommand", "command");
  if (platformHooks.size > 0 && hooks.size > 0) both("platformHooks", "hooks");
  const downloaders = (fields.downloaders ?? []).map(({ protocols, command }) => ({
    protocols: protocols ?? [],
    command,
  }));
  const read = {
    ...fields,
    usage: oneLine(fields.usage),
    platformCommand: platform,
    platformHooks,
    hooks,
    downloaders,
  };
  // In Helm 3 every plugin is a command, whatever else it does.
  return { ...fromLegacy(read), type: "cli/v1" };
}

function hooksOf(hooks: ReturnType<typeof metadata.zero>["platformHooks"]) {
  const entries = [...(hooks ?? [])].map(
    ([event, commands]) =>
      [event, (commands ?? []).map((command) => ({ ...command, args: command.args ?? [] }))] as const,
  );
  return new Map(entries);
}

function decodeFields(content: string, path: string) {
  try {
    return readTyped(content, metadata, { strict: true });
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`failed to load plugin at ${quote(path)}: ${error.message}`);
  }
}
