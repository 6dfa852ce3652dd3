/** plugin.yaml in the form of Helm 3, as Helm 4 reads it (4.3.1 internal/plugin/metadata_legacy.go): unknown fields are passed over. */
import { quote } from "../../go/strconv/index.ts";
import { GoError } from "../../go/index.ts";
import { parseStrict } from "../../semver/index.ts";
import {
  isValidName,
  oneLine,
  type Config,
  type Metadata,
  type PlatformCommand,
  type SubprocessRuntime,
} from "./metadata.ts";
import { bool, decodeText, list, mapOf, struct, text, type Decoded } from "./node-types.ts";

export const platformCommand = struct(
  "plugin.PlatformCommand",
  { os: text, arch: text, command: text, args: list(text) },
  "lenient",
);

const metadata = struct(
  "plugin.MetadataLegacy",
  {
    name: text,
    version: text,
    usage: text,
    description: text,
    platformCommand: list(platformCommand),
    command: text,
    ignoreFlags: bool,
    platformHooks: mapOf(list(platformCommand), "plugin.PlatformHooks"),
    hooks: mapOf(text, "plugin.Hooks"),
    downloaders: list(struct("plugin.Downloaders", { protocols: list(text), command: text }, "lenient")),
  },
  "lenient",
);

/** The fields of the file, which Helm 3 and 4 read and check differently. */
export type LegacyFields = Decoded<typeof metadata>;

/** Throws `GoError`. */
export function loadLegacy(content: string): Metadata {
  const fields = decodeText(content, metadata);
  validate(fields);
  return fromLegacy({ ...fields, usage: oneLine(fields.usage) });
}

function validate(fields: LegacyFields): void {
  if (!isValidName(fields.name)) throw new GoError(invalidName(fields.name));
  if (fields.version !== "" && !isStrictVersion(fields.version)) throw new GoError(invalidVersion(fields.version));
  if (fields.platformCommand.length > 0 && fields.command !== "") {
    throw new GoError("both platformCommand and command are set");
  }
  if (fields.platformHooks.size > 0 && fields.hooks.size > 0) throw new GoError("both platformHooks and hooks are set");
  for (const [i, { command, protocols }] of fields.downloaders.entries()) {
    if (command === "") throw new GoError(`downloader ${i} has empty command`);
    if (protocols.length === 0) throw new GoError(`downloader ${i} has no protocols`);
    const empty = protocols.indexOf("");
    if (empty >= 0) throw new GoError(`downloader ${i} has empty protocol at index ${empty}`);
  }
}

export function invalidName(name: string): string {
  return `invalid plugin name ${quote(name)}: must contain only a-z, A-Z, 0-9, _ and -`;
}

export function invalidVersion(version: string): string {
  return `invalid plugin version ${quote(version)}: must be valid semver`;
}

export function isStrictVersion(version: string): boolean {
  try {
    parseStrict(version);
    return true;
  } catch {
    return false;
  }
}

export function fromLegacy(fields: LegacyFields): Metadata {
  const { name, version, downloaders } = fields;
  return {
    apiVersion: "legacy",
    name,
    version,
    type: downloaders.length > 0 ? "getter/v1" : "cli/v1",
    sourceUrl: "",
    config: configOf(fields),
    runtime: runtimeOf(fields),
  };
}

function configOf({ usage, description, ignoreFlags, downloaders }: LegacyFields): Config {
  const protocols = downloaders.flatMap((downloader) => downloader.protocols);
  return { usage: "", shortHelp: usage, longHelp: description, ignoreFlags, protocols };
}

function runtimeOf(fields: LegacyFields): SubprocessRuntime {
  const { command, hooks, platformHooks, downloaders } = fields;
  const shellHooks = platformHooks.size === 0 && hooks.size > 0;
  return {
    kind: "subprocess",
    platformCommand:
      fields.platformCommand.length === 0 && command !== "" ? [anywhere(command)] : fields.platformCommand,
    // A plugin's hooks are lines for the shell by their definition, so these alone are given to one.
    platformHooks: shellHooks ? mapValues(hooks, (line) => [anywhere("sh", ["-c", line])]) : platformHooks,
    protocolCommands: downloaders.map(({ protocols, command: line }) => ({
      protocols,
      platformCommand: [anywhere(line)],
    })),
    expandHookArgs: !shellHooks,
  };
}

function anywhere(command: string, args: readonly string[] = []): PlatformCommand {
  return { os: "", arch: "", command, args };
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, convert: (value: A) => B): Map<string, B> {
  return new Map(Array.from(map, ([key, value]) => [key, convert(value)]));
}
