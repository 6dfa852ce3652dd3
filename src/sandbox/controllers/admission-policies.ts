/** ValidatingAdmissionPolicies: what is doubtful in their expressions stands in their status (kubernetes pkg/controller/validatingadmissionpolicystatus 1.36). */
import { numberAt, objectAt, type JsonObject } from "../../kube/index.ts";
import type { Controller } from "./controller.ts";
import { setStatus } from "./writes.ts";

const SAYS = "validatingadmissionpolicy-status";

export const policyController: Controller = (policy, { server }) => {
  const generation = numberAt(policy, "metadata", "generation") ?? 0;
  if (numberAt(policy, "status", "observedGeneration") === generation) return undefined;
  const status: JsonObject = {
    ...objectAt(policy, "status"),
    observedGeneration: generation,
    typeChecking: server.admission.typeChecking(policy, server),
  };
  setStatus(policy, status, { server, manager: SAYS });
  return undefined;
};
