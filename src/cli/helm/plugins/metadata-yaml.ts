/** A plugin's metadata as Helm 4 writes it into provenance files: Go's own names of its fields, nothing where a list is empty. */
import { int, type GoMap, type Value } from "../../../go/index.ts";
import type { Metadata, PlatformCommand } from "../../../helm/plugin/index.ts";
import { marshal } from "../../../yaml/index.ts";

export function metadataYaml(metadata: Metadata): string {
  const { apiVersion, name, type, runtime, version, sourceUrl } = metadata;
  return marshal(
    struct({
      APIVersion: apiVersion,
      Name: name,
      Type: type,
      Runtime: runtime.kind,
      Version: version,
      SourceURL: sourceUrl,
      Config: configOf(metadata),
      RuntimeConfig: runtimeOf(metadata),
    }),
  );
}

function struct(fields: Readonly<Record<string, Value>>): GoMap {
  return new Map(Object.entries(fields));
}

function orNull<T>(list: readonly T[], convert: (item: T) => Value): Value {
  return list.length === 0 ? null : list.map(convert);
}

function configOf({ type, config }: Metadata): GoMap {
  const { usage, shortHelp, longHelp, ignoreFlags, protocols } = config;
  switch (type) {
    case "cli/v1":
      return struct({ Usage: usage, ShortHelp: shortHelp, LongHelp: longHelp, IgnoreFlags: ignoreFlags });
    case "getter/v1":
      return struct({ Protocols: orNull(protocols, (protocol) => protocol) });
    default:
      return new Map();
  }
}

function runtimeOf({ runtime }: Metadata): GoMap {
  if (runtime.kind === "subprocess") {
    const hooks = [...runtime.platformHooks].map(([event, list]) => [event, orNull(list, commandValue)] as const);
    return struct({
      PlatformCommand: orNull(runtime.platformCommand, commandValue),
      PlatformHooks: hooks.length === 0 ? null : new Map(hooks),
      ProtocolCommands: orNull(runtime.protocolCommands, ({ protocols, platformCommand }) =>
        struct({
          Protocols: orNull(protocols, (protocol) => protocol),
          PlatformCommand: orNull(platformCommand, commandValue),
        }),
      ),
    });
  }
  const { memory, config, allowedHosts, hostFunctions } = runtime;
  return struct({
    Memory: struct({
      MaxPages: int(memory.maxPages),
      MaxHTTPResponseBytes: int(memory.maxHttpResponseBytes),
      MaxVarBytes: int(memory.maxVarBytes),
    }),
    Config: config.size === 0 ? null : new Map(config),
    AllowedHosts: orNull(allowedHosts, (host) => host),
    FileSystem: struct({ CreateTempDir: runtime.createTempDir }),
    Timeout: int(runtime.timeoutMs),
    HostFunctions: orNull(hostFunctions, (name) => name),
    EntryFuncName: runtime.entryFunction,
  });
}

function commandValue({ os, arch, command, args }: PlatformCommand): Value {
  return struct({ OperatingSystem: os, Architecture: arch, Command: command, Args: orNull(args, (arg) => arg) });
}
