import { type Capabilities, defaultCapabilities } from "../../../helm/capabilities/index.ts";
import type { CommandContext } from "../../context.ts";
import type { OpenCluster } from "./open.ts";

/** What the live cluster serves, as charts are told of it (helm pkg/action/action.go, GetVersionSet). */
export async function liveCapabilities(
  { discovery, version }: OpenCluster,
  { dialect }: CommandContext,
): Promise<Capabilities> {
  const versions = new Set<string>();
  for (const { apiVersion, kind, subresourceKinds } of await discovery.resources()) {
    versions.add(apiVersion);
    for (const served of [kind, ...subresourceKinds]) versions.add(`${apiVersion}/${served}`);
  }
  const { gitVersion, major, minor } = version;
  const kubeVersion = { version: gitVersion, normalized: gitVersion, major, minor };
  return { ...defaultCapabilities(dialect, { kubeVersion }), apiVersions: [...versions] };
}
