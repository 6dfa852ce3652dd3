/** CustomResourceDefinitions: accepted, and served from then on; their objects go with them. */
import { listAt, objectAt, textAt, valueAt } from "../../kube/index.ts";
import { CLEANUP } from "../objects/delete.ts";
import type { Controller } from "./controller.ts";
import { change, remove, setStatus, withConditions, withoutFinalizer, type Condition } from "./writes.ts";

const AGAIN_MS = 20;

const ACCEPTED: readonly Condition[] = [
  { type: "NamesAccepted", status: "True", reason: "NoConflicts", message: "no conflicts found" },
  {
    type: "Established",
    status: "True",
    reason: "InitialNamesAccepted",
    message: "the initial names have been accepted",
  },
];

export const definitionController: Controller = (definition, { server, now }) => {
  if (textAt(definition, "metadata", "deletionTimestamp") !== "") {
    const objects = server.store.list(
      `${textAt(definition, "spec", "group")}/${textAt(definition, "spec", "names", "plural")}`,
    );
    for (const object of objects.filter((one) => textAt(one, "metadata", "deletionTimestamp") === ""))
      remove(object, server);
    if (objects.length > 0) return AGAIN_MS;
    change(definition, withoutFinalizer(definition, CLEANUP), { server });
    return undefined;
  }
  const stored = listAt(definition, "spec", "versions").filter((one) => valueAt(one, "storage") === true);
  const conditions = withConditions(listAt(definition, "status", "conditions"), ACCEPTED, { now });
  const acceptedNames = objectAt(definition, "spec", "names");
  setStatus(
    definition,
    { conditions, acceptedNames, storedVersions: stored.map((one) => textAt(one, "name")) },
    { server },
  );
  return undefined;
};
