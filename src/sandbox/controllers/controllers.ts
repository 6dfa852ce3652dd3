/**
 * Runs the controllers: each change to an object is looked at a moment later, by the controller of its kind, by that of its owner, and by the
 * collector. An object waits in the queue once, however often it changes.
 */
import { listAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { QUOTAS } from "../objects/quota.ts";
import type { Server } from "../objects/server.ts";
import { timestamp } from "../ports.ts";
import { keyOf, type StoreEvent } from "../storage/store.ts";
import { StorageError } from "../storage/storage.ts";
import { Waiting } from "../admission/waiting.ts";
import { Refusal } from "../wire/refusal.ts";
import { policyController } from "./admission-policies.ts";
import { secretController } from "./account-secrets.ts";
import { ingressController } from "./addresses.ts";
import { autoscalerController } from "./autoscalers.ts";
import { claimController, volumeController } from "./claims.ts";
import { clusterRoleController, CLUSTER_ROLES } from "./cluster-roles.ts";
import type { Again, Controller, World } from "./controller.ts";
import { cronJobController } from "./cron-jobs.ts";
import { daemonSetController } from "./daemon-sets.ts";
import { definitionController } from "./definitions.ts";
import { deploymentController } from "./deployments.ts";
import { budgetController, BUDGETS } from "./disruption.ts";
import { dropEndpoints } from "./endpoints.ts";
import type { FaultRule } from "./faults.ts";
import { collect } from "./garbage.ts";
import { jobController } from "./jobs.ts";
import type { Pace } from "./kubelet.ts";
import { namespaceController } from "./namespaces.ts";
import { nodeController } from "./nodes.ts";
import { controllerOf, Owners } from "./owners.ts";
import { podController } from "./pods.ts";
import { quotaController } from "./quotas.ts";
import { replicaSetController } from "./replica-sets.ts";
import { serviceController } from "./services.ts";
import { statefulSetController } from "./stateful-sets.ts";

const AUTOSCALERS = "autoscaling/horizontalpodautoscalers";

const CONTROLLERS: Readonly<Record<string, Controller>> = {
  "/namespaces": namespaceController,
  "/pods": podController,
  "/nodes": nodeController,
  "/services": serviceController,
  "/secrets": secretController,
  [CLUSTER_ROLES]: clusterRoleController,
  "/replicationcontrollers": replicaSetController,
  [QUOTAS]: quotaController,
  "/persistentvolumeclaims": claimController,
  "/persistentvolumes": volumeController,
  "apps/deployments": deploymentController,
  "apps/replicasets": replicaSetController,
  "apps/statefulsets": statefulSetController,
  "apps/daemonsets": daemonSetController,
  "batch/jobs": jobController,
  "batch/cronjobs": cronJobController,
  [AUTOSCALERS]: autoscalerController,
  [BUDGETS]: budgetController,
  "networking.k8s.io/ingresses": ingressController,
  "admissionregistration.k8s.io/validatingadmissionpolicies": policyController,
  "apiextensions.k8s.io/customresourcedefinitions": definitionController,
};

/** A moment for clients to see an object as they made it. */
const DELAY_MS = 5;
/** The disk is full: it is tried again after a while. */
const UNSTORED = Symbol("unstored");
const UNSTORED_MS = 1000;
/** Objects looked at in one go, before requests have their turn. */
const BATCH = 50;

/** What webhooks answered to something that is tried again. */
type Answers = Map<string, unknown>;
/** Something that is never the same twice would be asked about for ever. */
const ANSWERS_MAX = 100;

interface Due {
  readonly collection: string;
  readonly key: string;
  readonly answers?: Answers;
}

function collected(event: StoreEvent, world: World): undefined {
  collect(event, world);
  return undefined;
}

export class Controllers {
  readonly #server: Server;
  readonly #owners: Owners;
  readonly #due = new Map<string, Due>();
  readonly #later = new Map<string, () => void>();
  readonly #garbage: StoreEvent[] = [];
  readonly #pace: Pace;
  /** Pods that do not run yet: what happens around them may help. */
  readonly #pending = new Set<string>();
  #rules: readonly FaultRule[] = [];
  /** Objects that wait for something outside of the sandbox's time. */
  readonly #held = new Set<Promise<void>>();
  #cancel: (() => void) | undefined;
  #stopped = false;

  constructor(server: Server, pace: Pace) {
    this.#server = server;
    this.#pace = pace;
    this.#owners = new Owners(server.store);
    server.store.listen((event) => this.#noticed(event));
    // What was left undone when the process ended.
    for (const pod of server.store.list("/pods")) this.#countPending(pod, "ADDED");
    for (const collection of Object.keys(CONTROLLERS))
      for (const key of server.store.keys(collection)) this.#enqueue({ collection, key });
    for (const collection of server.store.collections())
      for (const object of server.store.list(collection)) this.#resume(collection, object);
  }

  get faults(): readonly FaultRule[] {
    return this.#rules;
  }

  set faults(rules: readonly FaultRule[]) {
    this.#rules = rules;
    for (const key of this.#server.store.keys("/pods")) this.#enqueue({ collection: "/pods", key });
  }

  /** Undefined where no controller waits for something outside of the sandbox's time: an answer, or a part of the program. */
  get unheld(): Promise<unknown> | undefined {
    return this.#held.size === 0 ? undefined : Promise.all(this.#held);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    for (const cancel of this.#later.values()) cancel();
  }

  #resume(collection: string, object: JsonObject): void {
    if (textAt(object, "metadata", "deletionTimestamp") === "") return;
    this.#garbage.push({ type: "MODIFIED", collection, revision: 0, object, before: object });
    this.#schedule();
  }

  #noticed(event: StoreEvent): void {
    const { collection, object, type } = event;
    if (type !== "DELETED") this.#enqueue({ collection, key: keyOf(object) });
    this.#enqueueRelated(event);
    if (type === "DELETED" || listAt(object, "metadata", "finalizers").length > 0) this.#garbage.push(event);
    this.#schedule();
  }

  #enqueueRelated({ collection, object, type }: StoreEvent): void {
    const owner = controllerOf(object);
    const namespace = textAt(object, "metadata", "namespace");
    if (owner !== undefined) {
      const kind = this.#server.kinds.ofKind(textAt(owner, "apiVersion"), textAt(owner, "kind"));
      if (kind !== undefined)
        this.#enqueue({ collection: kind.collection, key: `${namespace}/${textAt(owner, "name")}` });
    }
    this.#enqueueAround(collection, object, type);
    if (type === "DELETED")
      for (const reference of listAt(object, "metadata", "ownerReferences"))
        this.#wakeOwner(textAt(reference, "uid"), reference, namespace);
  }

  /** Its foreground deletion may have waited for this one. */
  #wakeOwner(uid: string, reference: JsonObject[string], namespace: string): void {
    const kind = this.#server.kinds.ofKind(textAt(reference, "apiVersion"), textAt(reference, "kind"));
    if (kind === undefined) return;
    const key = kind.resource.namespaced ? `${namespace}/${textAt(reference, "name")}` : textAt(reference, "name");
    const owner = this.#server.store.get(kind.collection, key);
    if (owner !== undefined && textAt(owner, "metadata", "uid") === uid) {
      this.#garbage.push({ type: "MODIFIED", collection: kind.collection, revision: 0, object: owner, before: owner });
    }
  }

  /** Who else must look, by what has changed. */
  #enqueueAround(collection: string, object: JsonObject, type: StoreEvent["type"]): void {
    const namespace = textAt(object, "metadata", "namespace");
    if (namespace !== "" && collection !== QUOTAS && collection !== "/events") this.#enqueueAll(QUOTAS, namespace);
    switch (collection) {
      case "/pods":
        this.#countPending(object, type);
        this.#enqueueServices(object);
        this.#enqueueAll(BUDGETS, namespace);
        if (type === "DELETED") this.#enqueuePending("");
        return;
      case "/nodes":
        this.#enqueueAll("apps/daemonsets", "");
        return this.#enqueuePending("");
      case "/services":
        if (type === "DELETED") this.#attempt(() => dropEndpoints(object, { server: this.#server }));
        return;
      case "/persistentvolumeclaims":
        this.#enqueue({ collection: "/persistentvolumes", key: textAt(object, "spec", "volumeName") });
        return this.#enqueuePending(namespace);
      case "/persistentvolumes":
      case "storage.k8s.io/storageclasses":
        return this.#enqueueAll("/persistentvolumeclaims", "");
      case CLUSTER_ROLES:
        // One role is a part of another that is a part of a third.
        if (this.#isPart(object)) this.#enqueueAll(CLUSTER_ROLES, "");
        return;
      case "/serviceaccounts":
        return this.#enqueueAll("/secrets", namespace);
      case "/configmaps":
      case "/secrets":
        return this.#enqueuePending(namespace);
      case "apps/deployments":
      case "apps/statefulsets":
      case "apps/replicasets":
        this.#enqueueAll(AUTOSCALERS, namespace);
        return this.#enqueueAll(BUDGETS, namespace);
    }
  }

  #isPart(role: JsonObject): boolean {
    return Object.keys(objectAt(role, "metadata", "labels")).some((key) => key.includes("aggregate-to-"));
  }

  #countPending(pod: JsonObject, type: StoreEvent["type"]): void {
    const isPending = type !== "DELETED" && ["", "Pending"].includes(textAt(pod, "status", "phase"));
    if (isPending) this.#pending.add(keyOf(pod));
    else this.#pending.delete(keyOf(pod));
  }

  /** In one namespace, or in all. */
  #enqueuePending(namespace: string): void {
    for (const key of this.#pending)
      if (namespace === "" || key.startsWith(`${namespace}/`)) this.#enqueue({ collection: "/pods", key });
  }

  #enqueueAll(collection: string, namespace: string): void {
    for (const key of this.#server.store.keys(collection))
      if (namespace === "" || key.startsWith(`${namespace}/`)) this.#enqueue({ collection, key });
  }

  #enqueueServices(pod: JsonObject): void {
    const [namespace, labels] = [textAt(pod, "metadata", "namespace"), objectAt(pod, "metadata", "labels")];
    for (const service of this.#server.store.list("/services")) {
      const selector = Object.entries(objectAt(service, "spec", "selector"));
      const isSelected =
        textAt(service, "metadata", "namespace") === namespace &&
        selector.length > 0 &&
        selector.every(([key, value]) => labels[key] === value);
      if (isSelected) this.#enqueue({ collection: "/services", key: keyOf(service) });
    }
  }

  #enqueue(due: Due): void {
    if (CONTROLLERS[due.collection] === undefined) return;
    this.#due.set(`${due.collection} ${due.key}`, due);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#cancel !== undefined || this.#stopped) return;
    this.#cancel = this.#server.ports.after(DELAY_MS, () => {
      this.#cancel = undefined;
      try {
        this.#work();
      } finally {
        // Whatever one object has done to its controller, the others have theirs.
        if (this.#due.size > 0 || this.#garbage.length > 0) this.#schedule();
      }
    });
  }

  #work(): void {
    for (const event of this.#garbage.splice(0)) {
      const isDone = this.#attempt(
        () => collected(this.#current(event), this.#world()),
        () => this.#collectAgain(event),
      );
      if (isDone === UNSTORED) this.#server.ports.after(UNSTORED_MS, () => this.#collectAgain(event));
    }
    for (const [id, due] of [...this.#due].slice(0, BATCH)) {
      this.#due.delete(id);
      const object = this.#server.store.get(due.collection, due.key);
      const controller = CONTROLLERS[due.collection];
      if (object === undefined || controller === undefined) continue;
      const again = this.#attempt(
        () => controller(object, this.#world()),
        (answers) => this.#enqueue({ ...due, answers }),
        due.answers,
      );
      if (again === UNSTORED) this.#again(id, due, UNSTORED_MS);
      else if (again !== undefined) this.#again(id, due, again);
    }
  }

  #collectAgain(event: StoreEvent): void {
    this.#garbage.push(event);
    this.#schedule();
  }

  /** As it is by now. */
  #current(event: StoreEvent): StoreEvent {
    if (event.type === "DELETED") return event;
    const object = this.#server.store.get(event.collection, keyOf(event.object));
    return object === undefined ? event : { ...event, object };
  }

  /** A refusal, in a namespace that is ending for example, is no end of the controller. */
  #attempt<T>(
    action: () => T,
    again: (answers: Answers) => void = () => {},
    answers: Answers = new Map(),
  ): T | undefined | typeof UNSTORED {
    try {
      return this.#server.admission.during(answers, action);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      if (error instanceof StorageError) return UNSTORED;
      // Expressions are loaded, or a webhook is asked: it is looked at anew.
      if (!(error instanceof Waiting)) throw error;
      const retry = (): void => {
        if (!this.#stopped) again(answers);
      };
      if (answers.size >= ANSWERS_MAX) return undefined;
      const ready = error.ready.then(retry, retry).finally(() => this.#held.delete(ready));
      this.#held.add(ready);
      return undefined;
    }
  }

  #again(id: string, due: Due, again: NonNullable<Again>): void {
    this.#later.get(id)?.();
    const [ms, when] = typeof again === "number" ? ([again] as const) : ([again.somedayMs, "someday"] as const);
    const look = (): void => {
      this.#later.delete(id);
      this.#enqueue(due);
    };
    const cancel = this.#server.ports.after(ms, look, when);
    this.#later.set(id, cancel);
  }

  #world(): World {
    const nowMs = this.#server.ports.now();
    return {
      server: this.#server,
      owners: this.#owners,
      nowMs,
      now: timestamp(nowMs),
      pace: this.#pace,
      faults: () => this.#rules,
    };
  }
}
