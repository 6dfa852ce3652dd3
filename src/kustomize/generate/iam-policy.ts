/** IAMPolicyGenerator: a service account for GKE's workload identity (api 0.21). */
import type { BuildContext } from "../build/context.ts";
import { KustomizeError } from "../error.ts";
import { validateMeta } from "../node/metadata.ts";
import { parseDocument } from "../node/text.ts";
import { Resource } from "../resource/resource.ts";

export interface IamPolicy {
  readonly cloud?: string;
  readonly kubernetesService?: { readonly namespace?: string; readonly name?: string };
  readonly serviceAccount?: { readonly name?: string; readonly projectId?: string };
}

export function configureIamPolicy(config: IamPolicy, { schemas }: BuildContext): () => Resource[] {
  const { cloud = "", kubernetesService = {}, serviceAccount = {} } = config;
  return () => {
    if (cloud !== "gke") throw new KustomizeError(`cloud provider ${cloud} not supported yet`);
    const { namespace = "", name = "" } = kubernetesService;
    const account = `${serviceAccount.name ?? ""}@${serviceAccount.projectId ?? ""}.iam.gserviceaccount.com`;
    const lines = [
      "apiVersion: v1",
      "kind: ServiceAccount",
      "metadata:",
      "  annotations:",
      `    iam.gke.io/gcp-service-account: ${account}`,
      `  name: ${name}`,
      ...(namespace === "" ? [] : ["", `  namespace: ${namespace}`]),
    ];
    // Kustomize's template has these blank lines, and messages count lines.
    const node = parseDocument(`\n${lines.join("\n")}\n`);
    validateMeta(node);
    return [new Resource(node, schemas)];
  };
}
