/** The text of a release's manifests and hooks, as `helm template` prints it. */
import type { Crd } from "../chart/chart.ts";
import { fromBytes } from "../../go/index.ts";
import type { Dialect } from "../dialect.ts";
import type { Hook, Manifest } from "../manifest/index.ts";
import { trimSpace } from "../../go/unicode/index.ts";
import type { Rendered } from "./render.ts";

export interface JoinOptions {
  readonly dialect: Dialect;
  /** CRDs to print before everything else. */
  readonly crds?: readonly Crd[];
  readonly hideSecrets?: boolean;
}

/** A document with the comment that names where it came from. */
export function document(source: string, content: string): string {
  return `---\n# Source: ${source}\n${content}\n`;
}

/** What is stored as the release's manifest: all but the hooks. */
export function manifestText(manifests: readonly Manifest[], options: Omit<JoinOptions, "dialect"> = {}): string {
  let text = "";
  for (const crd of options.crds ?? []) text += document(crd.path, fromBytes(crd.file.data));
  for (const { name, content, head } of manifests) {
    const hidden = options.hideSecrets === true && head.kind === "Secret" && head.apiVersion === "v1";
    text += document(name, hidden ? "# HIDDEN: The Secret output has been suppressed" : content);
  }
  return text;
}

export function hookText(hooks: readonly Hook[]): string {
  return hooks.map((hook) => document(hook.path, hook.manifest)).join("");
}

/** All of it. */
export function joinManifests({ manifests, hooks }: Rendered, options: JoinOptions): string {
  return `${trimSpace(manifestText(manifests, options))}\n${hookText(hooks)}`;
}
