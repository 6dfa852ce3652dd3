/** A CustomResourceDefinition that is deleted: it says so, and is held until its objects are gone (apiextensions-apiserver pkg/registry/customresourcedefinition 0.36). */
import { listAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { isTrue } from "../schema/condition.ts";

export const CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

const TYPE = "Terminating";

const PENDING: JsonObject = {
  ...{ type: TYPE, status: "True", reason: "InstanceDeletionPending" },
  message: "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
};

export function terminating(definition: JsonObject, now: string): JsonObject {
  const status = objectAt(definition, "status");
  const others = listAt(status, "conditions").filter((one) => textAt(one, "type") !== TYPE);
  return { ...definition, status: { ...status, conditions: [...others, { lastTransitionTime: now, ...PENDING }] } };
}

export const isTerminating = (definition: JsonObject): boolean => isTrue(definition, TYPE);
