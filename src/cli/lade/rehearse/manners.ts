/** How pods behave without any fault: they start no sooner than those that run did, and those that hang go on to hang. */
import { startDelays } from "../../../helm/rehearse/index.ts";
import { textAt, type JsonObject } from "../../../kube/index.ts";
import type { FaultRule } from "../../../sandbox/index.ts";

export function manners(objects: readonly JsonObject[]): FaultRule[] {
  return [
    ...objects.filter(isHanging).map((pod) => ({
      ...{ kind: "pending" as const, delayMs: 0, image: "" },
      ...{ namespace: textAt(pod, "metadata", "namespace"), prefix: textAt(pod, "metadata", "name") },
    })),
    ...startDelays(objects).map(({ namespace, names, ms }) => ({
      ...{ kind: "slow-start" as const, delayMs: ms, image: "" },
      ...{ namespace, names, prefix: "" },
    })),
  ];
}

function isHanging(object: JsonObject): boolean {
  return object["kind"] === "Pod" && textAt(object, "status", "phase") === "Pending";
}
