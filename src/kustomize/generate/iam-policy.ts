/** IAMPolicyGenerator: a service account for GKE's workload identity (api 0.21). */
import type { BuildContext } from "../build/context.ts";
import { isMap, type Value } from "../../go/index.ts";
import { KustomizeError } from "../error.ts";
import { parseDocument } from "../node/text.ts";
import { Resource } from "../resource/resource.ts";

export function configureIamPolicy(config: Value, { schemas }: BuildContext): () => Resource[] {
  const text = (...path: string[]): string => {
    let at = config;
    for (const name of path) at = isMap(at) ? at.get(name) : undefined;
    return typeof at === "string" ? at : "";
  };
  return () => {
    const cloud = text("cloud");
    if (cloud !== "gke") throw new KustomizeError(`cloud provider ${cloud} not supported yet`);
    const namespace = text("kubernetesService", "namespace");
    const account = `${text("serviceAccount", "name")}@${text("serviceAccount", "projectId")}.iam.gserviceaccount.com`;
    const lines = [
      "apiVersion: v1",
      "kind: ServiceAccount",
      "metadata:",
      "  annotations:",
      `    iam.gke.io/gcp-service-account: ${account}`,
      `  name: ${text("kubernetesService", "name")}`,
      ...(namespace === "" ? [] : [`  namespace: ${namespace}`]),
    ];
    return [new Resource(parseDocument(`${lines.join("\n")}\n`), schemas)];
  };
}
