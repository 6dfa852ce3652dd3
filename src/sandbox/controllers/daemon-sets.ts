/** DaemonSets (kubernetes pkg/controller/daemon 1.36): a pod on each node. */
import { numberAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import type { Controller } from "./controller.ts";
import { isAlive } from "./deployments.ts";
import { podFrom, templateHash } from "./pod-template.ts";
import { isPodReady } from "./pods.ts";
import { create, remove, setStatus } from "./writes.ts";

const REVISION = "controller-revision-hash";

export const daemonSetController: Controller = (set, world) => {
  if (textAt(set, "metadata", "deletionTimestamp") !== "") return undefined;
  const nodes = world.server.store.keys("/nodes");
  const hash = templateHash(objectAt(set, "spec", "template"));
  const pods = (): JsonObject[] => world.owners.controlled(textAt(set, "metadata", "uid"), "/pods").filter(isAlive);
  const isCurrent = (pod: JsonObject): boolean => textAt(pod, "metadata", "labels", REVISION) === hash;
  const before = pods();
  const stale = before.find((pod) => !isCurrent(pod));
  const isRolling = textAt(set, "spec", "updateStrategy", "type") !== "OnDelete";
  if (stale !== undefined && isRolling && before.filter((pod) => !isPodReady(pod)).length === 0)
    remove(stale, world.server);
  const placed = new Set(pods().map((pod) => textAt(pod, "spec", "nodeSelector", "kubernetes.io/hostname")));
  for (const node of nodes) if (!placed.has(node)) create(podOn(node, set, hash), world.server);
  const live = pods();
  const ready = live.filter(isPodReady).length;
  const counted = (key: string, count: number): JsonObject => (count === 0 ? {} : { [key]: count });
  setStatus(
    set,
    {
      ...{
        currentNumberScheduled: live.length,
        numberMisscheduled: 0,
        desiredNumberScheduled: nodes.length,
        numberReady: ready,
      },
      observedGeneration: numberAt(set, "metadata", "generation") ?? 1,
      ...counted("updatedNumberScheduled", live.filter(isCurrent).length),
      ...counted("numberAvailable", ready),
      ...counted("numberUnavailable", nodes.length - ready),
    },
    world,
  );
  return undefined;
};

function podOn(node: string, set: JsonObject, hash: string): JsonObject {
  const template = objectAt(set, "spec", "template");
  const spec = objectAt(template, "spec");
  const nodeSelector = { ...objectAt(spec, "nodeSelector"), "kubernetes.io/hostname": node };
  return podFrom({ ...template, spec: { ...spec, nodeSelector } }, set, { labels: { [REVISION]: hash } });
}
