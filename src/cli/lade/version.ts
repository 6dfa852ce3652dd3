/** `lade version`: which lade this is, and which versions of the tools it answers as. */
import { defaultCapabilities } from "../../helm/capabilities/index.ts";
import { KUSTOMIZE_VERSION } from "../../kustomize/version/index.ts";
import type { RunContext } from "../context.ts";
import { HELM_DIFF_VERSION } from "../helm/diff-version.ts";
import { HELMFILE_VERSION } from "../helmfile/build-info.ts";

/** As in package.json. */
export const VERSION = "0.1.0";

export function run({ flags, out }: RunContext): void {
  if (flags.bool("short")) return out.write(`${VERSION}\n`);
  const [helm4, helm3] = (["helm4", "helm3"] as const).map(
    (dialect) => defaultCapabilities(dialect).helmVersion.version,
  );
  out.write(
    `lade ${VERSION}\nHelm ${helm4} and ${helm3}, Kustomize ${KUSTOMIZE_VERSION}, Helmfile v${HELMFILE_VERSION}, helm-diff v${HELM_DIFF_VERSION}\n`,
  );
}
