/** Writes one object: server-side apply, client-side create and merge, or replacement (helm pkg/kube/client.go). */
import { quote } from "../../go/strconv/index.ts";
import {
  ApiError,
  isApiError,
  managedFieldsPatch,
  mergePatch,
  patchSchema,
  strategicPatch,
  textAt,
  threeWayMergePatch,
  type JsonObject,
} from "../../kube/index.ts";
import { about, failure, messageOf, within } from "./failure.ts";
import { FIELD_MANAGER, type ClusterPorts } from "./ports.ts";
import { gvkText, refOf, type Resource } from "./resource.ts";
import { retryOn } from "./retry.ts";

export type ApplyStrategy =
  | {
      readonly kind: "server";
      readonly forceConflicts: boolean;
      /** Fields of client-side updates are handed over first. */
      readonly migrate: boolean;
    }
  | {
      readonly kind: "client";
      /** Custom resources are merged with what is live too. */
      readonly threeWayForCustom: boolean;
    }
  | { readonly kind: "replace"; readonly createOnServer: boolean };

/** Throws `GoError` or `ApiError`. */
export async function create(resource: Resource, ports: ClusterPorts, strategy: ApplyStrategy): Promise<void> {
  await about(refOf(resource), () => createOne(resource, ports, strategy));
}

async function createOne(resource: Resource, ports: ClusterPorts, strategy: ApplyStrategy): Promise<void> {
  if (strategy.kind === "server" || (strategy.kind === "replace" && strategy.createOnServer)) {
    const forceConflicts = strategy.kind === "server" && strategy.forceConflicts;
    await retryOn(ports, isQuotaConflict, () =>
      traced(resource, ports, {
        failed: "Error creating resource via patch",
        action: () => applyOnServer(resource, ports, forceConflicts),
      }),
    );
    return traceResource(ports, "Created resource via patch", resource);
  }
  const { object } = await retryOn(ports, isConflict, () =>
    ports.objects.create(withoutVersion(resource.object), { fieldManager: FIELD_MANAGER }),
  );
  resource.object = object;
}

export interface Update {
  /** As applied last. */
  readonly original: Resource;
  readonly target: Resource;
  readonly live: JsonObject;
}

/** Throws `GoError` or `ApiError`. */
export async function update(change: Update, ports: ClusterPorts, strategy: ApplyStrategy): Promise<void> {
  await about(refOf(change.target), () => updateOne(change, ports, strategy));
}

async function updateOne(change: Update, ports: ClusterPorts, strategy: ApplyStrategy): Promise<void> {
  switch (strategy.kind) {
    case "replace":
      return await replaceTraced(change, ports);
    case "server":
      if (strategy.migrate) await migrateFields(change, ports);
      await traced(change.target, ports, {
        failed: "Error patching resource",
        action: () => applyOnServer(change.target, ports, strategy.forceConflicts),
      });
      return traceResource(ports, "Patched resource", change.target);
    case "client":
      return await mergeOnClient(change, ports, strategy);
  }
}

function traceResource(ports: ClusterPorts, message: string, resource: Resource): void {
  ports.log.debug(message, identityOf(resource));
}

function identityOf(resource: Resource): Readonly<Record<string, string>> {
  return { namespace: resource.namespace, name: resource.name, gvk: gvkText(resource) };
}

interface Traced {
  /** Said where the action fails. */
  readonly failed: string;
  readonly action: () => Promise<void>;
}

async function traced(resource: Resource, ports: ClusterPorts, { failed, action }: Traced): Promise<void> {
  try {
    await action();
  } catch (error) {
    ports.log.debug(failed, { ...identityOf(resource), error: messageOf(error) });
    throw error;
  }
}

async function applyOnServer(target: Resource, ports: ClusterPorts, forceConflicts: boolean): Promise<void> {
  const place = `object ${target.namespace}/${target.name} ${gvkText(target)}`;
  try {
    const options = { force: forceConflicts, fieldManager: FIELD_MANAGER, fieldValidation: "Strict" } as const;
    target.object = (await ports.objects.apply(target.object, options)).object;
  } catch (error) {
    if (error instanceof ApiError && error.status === 415) {
      throw failure("server-side apply not available on the server", error);
    }
    if (isApiError(error, "Conflict")) throw failure(`conflict occurred while applying ${place}`, error);
    throw failure(`server-side apply failed for ${place}`, error);
  }
}

/** The object is read again when someone else wrote it meanwhile. */
async function migrateFields({ target, live }: Update, ports: ClusterPorts): Promise<void> {
  const ref = refOf(target);
  const place = `${target.namespace}/${target.name} ${gvkText(target)}`;
  let object: JsonObject | undefined = live;
  await retryOn(ports, isConflict, async () => {
    object ??= await within(`failed to get object ${place}`, () => ports.objects.get(ref));
    const body = managedFieldsPatch(object, FIELD_MANAGER);
    object = undefined;
    if (body === undefined) return;
    try {
      const options = { fieldManager: FIELD_MANAGER, fieldValidation: "Strict" } as const;
      await ports.objects.patch(ref, { type: "json", body }, options);
      const what = "Upgraded object client-side field management with server-side apply field management";
      traceResource(ports, what, target);
    } catch (error) {
      if (isConflict(error)) throw error;
      throw failure(`failed to patch object to upgrade CSA field manager ${place}`, error);
    }
  });
}

async function mergeOnClient(
  change: Update,
  ports: ClusterPorts,
  { threeWayForCustom }: Extract<ApplyStrategy, { kind: "client" }>,
): Promise<void> {
  const { target, original, live } = change;
  const { apiVersion, kind } = target.mapping;
  const states = { original: original.object, modified: target.object, current: live };
  const schema = apiVersion === "apiextensions.k8s.io/v1beta1" ? undefined : patchSchema(apiVersion, kind);
  const body =
    schema !== undefined
      ? strategicPatch(states, schema)
      : threeWayForCustom
        ? threeWayMergePatch(states.original, states.modified, states.current)
        : mergePatch(states.original, states.modified);
  if (Object.keys(body).length === 0) {
    ports.log.debug("no changes detected", { kind, name: target.name });
    target.object = live;
    return;
  }
  ports.log.debug("patching resource", { kind, name: target.name, namespace: target.namespace });
  const type = schema === undefined ? "merge" : "strategic-merge";
  target.object = await within(`cannot patch ${quote(target.name)} with kind ${kind}`, async () => {
    const { object } = await ports.objects.patch(refOf(target), { type, body }, { fieldManager: FIELD_MANAGER });
    return object;
  });
}

async function replaceTraced(change: Update, ports: ClusterPorts): Promise<void> {
  const { original, target } = change;
  await traced(target, ports, { failed: "error replacing the resource", action: () => replace(change, ports) });
  const kinds = { initialKind: original.mapping.kind, kind: target.mapping.kind };
  ports.log.debug("replace succeeded", { name: original.name, ...kinds });
}

async function replace({ target, live }: Update, ports: ClusterPorts): Promise<void> {
  const resourceVersion = textAt(live, "metadata", "resourceVersion");
  const metadata = { ...(target.object["metadata"] as JsonObject), resourceVersion };
  const options = {
    fieldManager: FIELD_MANAGER,
    ...(ports.dialect === "helm4" ? { fieldValidation: "Strict" as const } : {}),
  };
  target.object = await within("failed to replace object", async () => {
    return (await ports.objects.update({ ...target.object, metadata }, options)).object;
  });
}

function withoutVersion(object: JsonObject): JsonObject {
  if (textAt(object, "metadata", "resourceVersion") === "") return object;
  const { resourceVersion: _, ...metadata } = object["metadata"] as JsonObject;
  return { ...object, metadata };
}

function isConflict(error: unknown): boolean {
  return isApiError(error, "Conflict");
}

/** Several objects that count against one quota at once: the server could not tell yet. */
function isQuotaConflict(error: unknown): boolean {
  const message = messageOf(error);
  return (
    message.includes("Operation cannot be fulfilled on resourcequotas") &&
    message.includes("the object has been modified")
  );
}
