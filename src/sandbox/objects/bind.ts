/** Bindings (kubernetes pkg/registry/core/pod/storage 1.36): a pod is given its node. */
import { isObject, listAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { timestamp } from "../ports.ts";
import type { Kind } from "../schema/kinds.ts";
import { conflict, Refusal } from "../wire/refusal.ts";
import type { WriteOptions } from "./options.ts";
import { unmetInStorage } from "./precondition.ts";
import type { Server } from "./server.ts";
import { storeChanged } from "./update.ts";

export interface Binding {
  readonly binding: JsonObject;
  /** Of pods. */
  readonly kind: Kind;
  readonly server: Server;
  readonly options: WriteOptions;
}

/** Throws what is wrong with a binding by itself. */
export function checkBinding(binding: JsonObject): void {
  const [kind, name] = [textAt(binding, "target", "kind"), textAt(binding, "target", "name")];
  const problems = [
    ...(kind === "" || kind === "Node"
      ? []
      : [`target.kind: Unsupported value: ${JSON.stringify(kind)}: supported values: "Node", "<empty>"`]),
    ...(name === "" ? ["target.name: Required value"] : []),
  ];
  if (problems.length > 0)
    throw new Refusal(500, "", problems.length === 1 ? (problems[0] ?? "") : `[${problems.join(", ")}]`);
}

export function bindPod(pod: JsonObject, { binding, kind, server, options }: Binding): void {
  const name = textAt(pod, "metadata", "name");
  checkPreconditions(pod, binding, options);
  const node = textAt(pod, "spec", "nodeName");
  const refused = (why: string): Refusal => conflict({ name: "pods/binding", group: "" }, name, why);
  if (textAt(pod, "metadata", "deletionTimestamp") !== "")
    throw refused(`pod ${name} is being deleted, cannot be assigned to a host`);
  if (node !== "") throw refused(`pod ${name} is already assigned to node ${JSON.stringify(node)}`);
  if (listAt(pod, "spec", "schedulingGates").length > 0)
    throw refused(`pod ${name} has non-empty .spec.schedulingGates`);
  storeChanged(bound(pod, binding, server), { server, kind, options, before: pod, subresource: "binding" });
}

function bound(pod: JsonObject, binding: JsonObject, server: Server): JsonObject {
  const metadata = objectAt(pod, "metadata");
  const annotations = { ...objectAt(metadata, "annotations"), ...objectAt(binding, "metadata", "annotations") };
  const others = listAt(pod, "status", "conditions").filter((one) => textAt(one, "type") !== "PodScheduled");
  const scheduled: JsonValue = {
    ...{ type: "PodScheduled", status: "True", lastProbeTime: null },
    lastTransitionTime: timestamp(server.ports.now()),
  };
  return {
    ...pod,
    metadata: { ...metadata, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    spec: { ...objectAt(pod, "spec"), nodeName: textAt(binding, "target", "name") },
    status: { ...objectAt(pod, "status"), conditions: [...others, scheduled] },
  };
}

function checkPreconditions(pod: JsonObject, binding: JsonObject, { dryRun }: WriteOptions): void {
  const [own, wanted] = [objectAt(pod, "metadata"), binding["metadata"]];
  const asked = [
    ["UID", "uid"],
    ["ResourceVersion", "resourceVersion"],
  ] as const;
  for (const [called, key] of asked) {
    const given = isObject(wanted) ? textAt(wanted, key) : "";
    if (given === "" || given === textAt(own, key)) continue;
    const stored = { resource: { name: "pods", group: "" }, dryRun };
    throw unmetInStorage(pod, stored, { called, given, own: textAt(own, key) });
  }
}
