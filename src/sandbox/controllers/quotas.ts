/** ResourceQuotas (kubernetes pkg/controller/resourcequota 1.36): what is used stands in the status. */
import { objectAt } from "../../kube/index.ts";
import { usedOf } from "../objects/quota.ts";
import type { Controller } from "./controller.ts";
import { setStatus } from "./writes.ts";

export const quotaController: Controller = (quota, { server }) => {
  setStatus(quota, { hard: objectAt(quota, "spec", "hard"), used: usedOf(quota, server) }, { server });
  return undefined;
};
