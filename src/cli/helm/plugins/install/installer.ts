import type { CommandContext } from "../../../context.ts";

/** One way for a plugin to come to its folder (Helm 4.3.1 internal/plugin/installer; Helm 3.22.0 pkg/plugin/installer). */
export interface Installer {
  /** A folder that is only linked needs no signature. */
  readonly kind: "folder" | "archive" | "repository";
  /** Where the plugin will stand. */
  readonly path: string;
  install(): Promise<void>;
  update(): Promise<void>;
  /** Archives can be checked against a signature. */
  signedArchive?(): Promise<SignedArchive>;
}

export interface SignedArchive {
  readonly archive: Uint8Array;
  /** `undefined` where there is none. */
  readonly provenance: Uint8Array | undefined;
  readonly fileName: string;
}

export const MISSING_METADATA = "plugin metadata (plugin.yaml) missing";

/** Helm 4 puts local and downloaded plugins into its data folder, whatever the settings say. */
export function dataPlugins({ settings }: CommandContext): string {
  return `${settings.dataHome}/plugins`;
}
