/**
 * CustomResourceDefinitions: their names are accepted where no other of the group has them, and they are served from then on; their objects go with
 * them (apiextensions-apiserver pkg/controller/status, establish, finalizer and apiapproval 0.36).
 */
import { listAt, objectAt, sameJson, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { APPROVED, isProtectedGroup } from "../admit/validate/definitions/names.ts";
import { CLEANUP } from "../objects/terminating.ts";
import { isTrue } from "../schema/condition.ts";
import { DEFINITIONS } from "../schema/kinds.ts";
import type { Controller, World } from "./controller.ts";
import { change, remove, setStatus, withConditions, withoutFinalizer, type Condition } from "./writes.ts";

const AGAIN_MS = 20;
/** It is the server itself that writes this status. */
const SERVER = "kube-apiserver";

export const definitionController: Controller = (definition, world) => {
  const { server } = world;
  if (textAt(definition, "metadata", "deletionTimestamp") === "") {
    accept(definition, world);
    return undefined;
  }
  const objects = server.store.list(
    `${textAt(definition, "spec", "group")}/${textAt(definition, "spec", "names", "plural")}`,
  );
  for (const object of objects.filter((one) => textAt(one, "metadata", "deletionTimestamp") === ""))
    remove(object, server);
  if (objects.length > 0) {
    tellDeletion(definition, world);
    return AGAIN_MS;
  }
  change(definition, withoutFinalizer(definition, CLEANUP), { server });
  // Others may have waited for its names.
  for (const other of othersOf(definition, world)) accept(other, world);
  return undefined;
};

function othersOf(definition: JsonObject, { server }: World): JsonObject[] {
  const [group, name] = [textAt(definition, "spec", "group"), textAt(definition, "metadata", "name")];
  return server.store
    .list(DEFINITIONS)
    .filter((one) => textAt(one, "spec", "group") === group && textAt(one, "metadata", "name") !== name);
}

function accept(definition: JsonObject, world: World): void {
  const old = listAt(definition, "status", "conditions");
  const { names, conflict } = acceptedNames(definition, world);
  const conditions = withConditions(
    old,
    [...[conflict ?? NO_CONFLICTS, establishing(definition, conflict)], ...approvalOf(definition)],
    world,
  );
  setStatus(
    definition,
    { ...objectAt(definition, "status"), conditions, acceptedNames: names },
    { server: world.server, manager: SERVER },
  );
}

function tellDeletion(definition: JsonObject, world: World): void {
  const old = listAt(definition, "status", "conditions");
  const others = old.filter((one) => textAt(one, "type") !== IN_PROGRESS.type);
  const conditions = [...others, ...withConditions(old, [IN_PROGRESS], world)];
  setStatus(definition, { ...objectAt(definition, "status"), conditions }, { server: world.server, manager: SERVER });
}

const IN_PROGRESS: Condition = {
  ...{ type: "Terminating", status: "True", reason: "InstanceDeletionInProgress" },
  message: "CustomResource deletion is in progress",
};

const NO_CONFLICTS: Condition = {
  ...{ type: "NamesAccepted", status: "True", reason: "NoConflicts", message: "no conflicts found" },
};

/** Who was established once stays so. */
function establishing(definition: JsonObject, conflict: Condition | undefined): Condition {
  return conflict === undefined || isTrue(definition, "Established")
    ? {
        ...{ type: "Established", status: "True", reason: "InitialNamesAccepted" },
        message: "the initial names have been accepted",
      }
    : { type: "Established", status: "False", reason: "NotAccepted", message: "not all names are accepted" };
}

interface Accepted {
  readonly names: JsonObject;
  /** The last of them counts. */
  readonly conflict: Condition | undefined;
}

/** What is in use by another stays as it was accepted before. */
function acceptedNames(definition: JsonObject, world: World): Accepted {
  const others = othersOf(definition, world).map((one) => objectAt(one, "status", "acceptedNames"));
  const texts = (keys: readonly string[]): Set<string> =>
    new Set(others.flatMap((names) => keys.flatMap((key) => [names[key] ?? ""].flat().map(String))));
  const [resources, kinds] = [texts(["plural", "singular", "shortNames"]), texts(["kind", "listKind"])];
  const [wanted, before] = [objectAt(definition, "spec", "names"), objectAt(definition, "status", "acceptedNames")];
  const names: JsonObject = { ...before };
  let conflict: Condition | undefined;
  const take = (key: string, used: ReadonlySet<string>): void => {
    const had = [before[key] ?? []].flat();
    const taken = [wanted[key] ?? []].flat().filter((name) => !had.includes(name) && used.has(String(name)));
    if (taken.length > 0) conflict = conflictOf(key, taken);
    else if (wanted[key] === undefined) delete names[key];
    else names[key] = wanted[key];
  };
  for (const key of ["plural", "singular", "shortNames"]) take(key, resources);
  for (const key of ["kind", "listKind"]) take(key, kinds);
  take("categories", new Set());
  return { names: sameJson(names, before) ? before : names, conflict };
}

function conflictOf(key: string, taken: readonly JsonValue[]): Condition {
  const texts = taken.map((name) => `${JSON.stringify(name)} is already in use`);
  const message = texts.length === 1 ? (texts[0] ?? "") : `[${texts.join(", ")}]`;
  const reason = `${key[0]?.toUpperCase()}${key.slice(1)}Conflict`;
  return { type: "NamesAccepted", status: "False", reason, message };
}

/** Of groups of Kubernetes itself. */
function approvalOf(definition: JsonObject): Condition[] {
  if (!isProtectedGroup(definition)) return [];
  const given = textAt(definition, "metadata", "annotations", APPROVED);
  const type = "KubernetesAPIApprovalPolicyConformant";
  if (given.startsWith("unapproved"))
    return [
      { type, status: "False", reason: "UnapprovedAnnotation", message: `not approved: ${JSON.stringify(given)}` },
    ];
  return [{ type, status: "True", reason: "ApprovedAnnotation", message: `approved in ${given}` }];
}
