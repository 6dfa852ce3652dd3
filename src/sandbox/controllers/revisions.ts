/** ControllerRevisions (kubernetes pkg/controller/history 1.36): the templates that a StatefulSet or a DaemonSet had, for rolling back. */
import { numberAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import type { World } from "./controller.ts";
import { templateHash } from "./pod-template.ts";
import { isSameTemplate } from "./same-template.ts";
import { change, create, ownerReference, remove } from "./writes.ts";

const REVISIONS = "apps/controllerrevisions";

export interface Revisions {
  readonly hash: string;
  /** Of the template as it is now. */
  readonly name: string;
  /** By the name of its revision; undefined where it is forgotten. */
  templateOf(name: string): JsonObject | undefined;
}

/** Records the template of `owner`, and forgets what is older than it keeps. `live`: names that pods still have. */
export function recordRevision(owner: JsonObject, live: ReadonlySet<string>, world: World): Revisions {
  const template = objectAt(owner, "spec", "template");
  const all = world.owners.controlled(textAt(owner, "metadata", "uid"), REVISIONS);
  const number = (one: JsonObject): number => numberAt(one, "revision") ?? 0;
  const newest = Math.max(0, ...all.map(number));
  // By what it holds: one that another control plane made has another hash.
  const own = all.find((one) => isSameTemplate(objectAt(one, "data", "spec", "template"), template));
  const prefix = `${textAt(owner, "metadata", "name")}-`;
  const name = own === undefined ? prefix + templateHash(template) : textAt(own, "metadata", "name");
  const hash = name.slice(prefix.length);
  if (own === undefined) create(revisionFor(owner, { name, hash, revision: newest + 1 }), world.server);
  else if (number(own) < newest) change(own, { ...own, revision: newest + 1 }, world);
  forget(
    owner,
    all.filter((one) => one !== own && !live.has(textAt(one, "metadata", "name"))),
    world,
  );
  return {
    hash,
    name,
    templateOf: (of) => {
      if (of === name) return template;
      const found = all.find((one) => textAt(one, "metadata", "name") === of);
      const { $patch: _, ...recorded } = objectAt(found, "data", "spec", "template");
      return found === undefined ? undefined : recorded;
    },
  };
}

function revisionFor(
  owner: JsonObject,
  { name, hash, revision }: { readonly name: string; readonly hash: string; readonly revision: number },
): JsonObject {
  const template = objectAt(owner, "spec", "template");
  const key = owner["kind"] === "DaemonSet" ? "controller-revision-hash" : "controller.kubernetes.io/hash";
  return {
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: {
      name,
      namespace: textAt(owner, "metadata", "namespace"),
      labels: { ...objectAt(template, "metadata", "labels"), [key]: hash },
      annotations: objectAt(owner, "metadata", "annotations"),
      ownerReferences: [ownerReference(owner)],
    },
    data: { spec: { template: { ...template, $patch: "replace" } } },
    revision,
  };
}

function forget(owner: JsonObject, idle: readonly JsonObject[], { server }: World): void {
  const keep = numberAt(owner, "spec", "revisionHistoryLimit") ?? 10;
  const ordered = [...idle].sort((a, b) => (numberAt(a, "revision") ?? 0) - (numberAt(b, "revision") ?? 0));
  for (const one of ordered.slice(0, Math.max(0, ordered.length - keep))) remove(one, server);
}
