/** plugin.yaml with `apiVersion: v1` (Helm 4.3.1 internal/plugin/metadata_v1.go, config.go, schema/): every field must be known. */
import { quote } from "../../go/strconv/index.ts";
import { GoError } from "../../go/index.ts";
import type { Node } from "../../yaml/index.ts";
import { invalidName, isStrictVersion, platformCommand } from "./legacy.ts";
import {
  EMPTY_CONFIG,
  isValidName,
  type Config,
  type ExtismRuntime,
  type Metadata,
  type PluginType,
  type SubprocessRuntime,
} from "./metadata.ts";
import {
  anyMap,
  bool,
  decodeNode,
  decodeText,
  integer,
  list,
  mapOf,
  struct,
  text,
  type Decoded,
  type NodeType,
} from "./node-types.ts";

const metadata = struct(
  "plugin.MetadataV1",
  {
    apiVersion: text,
    name: text,
    type: text,
    runtime: text,
    version: text,
    sourceURL: text,
    config: anyMap,
    runtimeConfig: anyMap,
  },
  "strict",
);

type Fields = Decoded<typeof metadata>;

/** Throws `GoError`. */
export function loadV1(content: string): Metadata {
  const fields = decodeText(content, metadata);
  validate(fields);
  const converted = convert(fields);
  if (!isValidName(converted.name)) throw new GoError(invalidName(converted.name));
  validateConfig(converted);
  return converted;
}

function validate({ name, version, apiVersion, type, runtime }: Fields): void {
  if (!isValidName(name)) throw new GoError("invalid plugin `name`");
  if (version === "") throw new GoError("plugin `version` is required");
  if (!isStrictVersion(version))
    throw new GoError(`invalid plugin \`version\` ${quote(version)}: must be valid semver`);
  if (apiVersion !== "v1") throw new GoError(`invalid \`apiVersion\`: ${quote(apiVersion)}`);
  if (type === "") throw new GoError("`type` missing");
  if (runtime === "") throw new GoError("`runtime` missing");
}

function convert(fields: Fields): Metadata {
  try {
    const { name, version, sourceURL: sourceUrl } = fields;
    const config = configOf(fields.type, fields.config);
    const runtime = runtimeOf(fields.runtime, fields.runtimeConfig);
    return { apiVersion: "v1", name, version, type: fields.type as PluginType, sourceUrl, config, runtime };
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`failed to convert MetadataV1 to Metadata: ${error.message}`);
  }
}

const CONFIGS: Readonly<Record<PluginType, NodeType<Partial<Config>>>> = {
  "cli/v1": struct("schema.ConfigCLIV1", { usage: text, shortHelp: text, longHelp: text, ignoreFlags: bool }, "strict"),
  "getter/v1": struct("schema.ConfigGetterV1", { protocols: list(text) }, "strict"),
  "postrenderer/v1": struct("schema.ConfigPostRendererV1", {}, "strict"),
  "test/v1": struct("schema.ConfigTestV1", {}, "strict"),
};

function configOf(type: string, node: Node | undefined): Config {
  if (!Object.hasOwn(CONFIGS, type)) throw new GoError(`unknown plugin type ${quote(type)}`);
  const decoded = node === undefined ? {} : decodeNode(node, CONFIGS[type as PluginType]);
  return { ...EMPTY_CONFIG, ...decoded };
}

function validateConfig({ type, config: { protocols } }: Metadata): void {
  if (type !== "getter/v1") return;
  const empty = protocols.indexOf("");
  if (protocols.length === 0) throw new GoError("config validation failed: getter has no protocols");
  if (empty >= 0) throw new GoError(`config validation failed: getter has empty protocol at index ${empty}`);
}

const subprocess = struct(
  "plugin.RuntimeConfigSubprocess",
  {
    platformCommand: list(platformCommand),
    platformHooks: mapOf(list(platformCommand), "plugin.PlatformHooks"),
    protocolCommands: list(
      struct(
        "plugin.SubprocessProtocolCommand",
        { protocols: list(text), platformCommand: list(platformCommand) },
        "lenient",
      ),
    ),
  },
  "lenient",
);

const extism = struct(
  "plugin.RuntimeConfigExtismV1",
  {
    memory: struct(
      "plugin.RuntimeConfigExtismV1Memory",
      { maxPages: integer("uint32"), maxHttpResponseBytes: integer("int64"), maxVarBytes: integer("int64") },
      "lenient",
    ),
    config: mapOf(text),
    allowedHosts: list(text),
    fileSystem: struct("plugin.RuntimeConfigExtismV1FileSystem", { createTempDir: bool }, "lenient"),
    timeout: integer("uint64"),
    hostFunctions: list(text),
    entryFuncName: text,
  },
  "lenient",
);

function runtimeOf(runtime: string, node: Node | undefined): SubprocessRuntime | ExtismRuntime {
  switch (runtime) {
    case "subprocess":
      return { kind: "subprocess", ...decodeRuntime(runtime, node, subprocess), expandHookArgs: false };
    case "extism/v1":
      return extismRuntime(decodeRuntime(runtime, node, extism));
    default:
      throw new GoError(`unsupported plugin runtime type: ${quote(runtime)}`);
  }
}

function decodeRuntime<T>(runtime: string, node: Node | undefined, type: NodeType<T>): T {
  try {
    return node === undefined ? type.zero() : decodeNode(node, type);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`failed to unmarshal runtimeConfig for ${runtime} runtime: ${error.message}`);
  }
}

function extismRuntime(fields: Decoded<typeof extism>): ExtismRuntime {
  const { memory, config, allowedHosts, hostFunctions } = fields;
  return {
    kind: "extism/v1",
    ...{ memory, config, allowedHosts, hostFunctions },
    createTempDir: fields.fileSystem.createTempDir,
    timeoutMs: fields.timeout,
    entryFunction: fields.entryFuncName || "helm_plugin_main",
  };
}
