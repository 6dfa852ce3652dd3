/**
 * The sandbox's controllers beside the real ones, on the cluster that KUBECONFIG names: `bun test ./test/cluster/controllers.suite.ts`. Compared are the
 * specs and states of the objects at the end, and the events of the workload controllers and the scheduler; not the times, generated names, addresses,
 * and what kwok and a kubelet tell differently.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  Discovery,
  isObject,
  listAt,
  objectAt,
  Objects,
  sameJson,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../src/kube/index.ts";
import { machinePorts, memoryStorage, Sandbox } from "../../src/sandbox/index.ts";
import { testCluster } from "./connection.ts";
import { CONTROLLER_SCENARIOS, type Act, type ControllerScenario, type Until } from "./controllers/scenarios.ts";

const WAIT_MS_MAX = 60_000;
const POLL_MS = 50;
const SETTLE_MS = 1200;

const real = testCluster();
const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });
const sides = [real, sandbox].map((cluster) => new Objects(cluster, new Discovery(cluster)));
const run = Math.random().toString(36).slice(2, 8);

class Stage {
  readonly #objects: Objects;
  readonly #namespace: string;

  constructor(objects: Objects, namespace: string) {
    this.#objects = objects;
    this.#namespace = namespace;
  }

  async open(): Promise<void> {
    const name = this.#namespace;
    await this.#objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    const account = { apiVersion: "v1", kind: "ServiceAccount", namespace: name, name: "default" };
    await this.#poll(async () => (await this.#objects.find(account)) !== undefined, "the account");
  }

  async close(): Promise<void> {
    await this.#objects.delete({ apiVersion: "v1", kind: "Namespace", namespace: "", name: this.#namespace });
  }

  async act(act: Act): Promise<void> {
    if ("settle" in act) return await Bun.sleep(SETTLE_MS);
    if ("until" in act) return await this.#until(act.until);
    const object = "create" in act ? act.create : "patch" in act ? act.patch : act.remove;
    const placed = { ...object, metadata: { ...objectAt(object, "metadata"), namespace: this.#namespace } };
    const ref = {
      ...{ apiVersion: textAt(object, "apiVersion"), kind: textAt(object, "kind"), namespace: this.#namespace },
      name: textAt(object, "metadata", "name"),
    };
    if ("create" in act) await this.#objects.create(placed);
    else if ("patch" in act) await this.#objects.patch(ref, { type: "merge", body: placed });
    else await this.#objects.delete(ref);
  }

  async #until({ apiVersion, kind, name, path, is }: Until): Promise<void> {
    const check = async (): Promise<boolean> => {
      const found = await this.#objects.find({ apiVersion, kind, namespace: this.#namespace, name });
      return sameJson(valueAt(found, ...path) ?? null, is as JsonValue);
    };
    await this.#poll(check, `${kind}/${name} ${path.join(".")} = ${JSON.stringify(is)}`);
  }

  async #poll(check: () => Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + WAIT_MS_MAX;
    while (!(await check())) {
      if (Date.now() > end) throw new Error(`it did not come: ${what}`);
      await Bun.sleep(POLL_MS);
    }
  }

  async standing({ kinds }: ControllerScenario): Promise<JsonValue> {
    const lists = await Promise.all(
      kinds.map(([apiVersion, kind]) => this.#objects.list(apiVersion, kind, { namespace: this.#namespace })),
    );
    const events = await this.#objects.list("v1", "Event", { namespace: this.#namespace });
    return {
      objects: lists.map((list) => list.map((one) => this.#shape(one)).sort(byText)),
      events: [...new Set(events.filter(isCompared).map((one) => this.#mask(eventText(one))))].sort(),
    };
  }

  #shape(object: JsonObject): JsonValue {
    const { metadata: given, ...rest } = object;
    const kept = ["labels", "annotations", "generateName", "finalizers"].map((key) => [
      key,
      objectAt(object, "metadata")[key],
    ]);
    const owners = listAt(given, "ownerReferences").map((one) => `${textAt(one, "kind")}/${textAt(one, "name")}`);
    const metadata = {
      name: textAt(given, "name"),
      owners,
      ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)),
    };
    return JSON.parse(this.#mask(JSON.stringify(withoutUntold({ ...rest, metadata })))) as JsonValue;
  }

  #mask(text: string): string {
    return MASKS.reduce(
      (masked, [pattern, mask]) => masked.replace(pattern, mask),
      text.replaceAll(this.#namespace, "$NS"),
    );
  }
}

function byText(a: JsonValue, b: JsonValue): number {
  const key = (one: JsonValue): string =>
    textAt(one, "metadata", "name") +
    JSON.stringify([valueAt(one, "metadata") ?? null, valueAt(one, "revision") ?? null]);
  return key(a) < key(b) ? -1 : 1;
}

/** Who else speaks of these objects. */
const SPEAKERS =
  /^(deployment|replicaset|replication|statefulset|daemonset|job|cronjob)-?controller$|^(default-scheduler|horizontal-pod-autoscaler|persistentvolume-controller)$/;

/** Said by a scheduler that comes a moment after the deletion of a pod: by chance. */
const TOO_LATE = /^running Bind plugin .* is being deleted, cannot be assigned to a host$/;

function isCompared(event: JsonObject): boolean {
  if (TOO_LATE.test(textAt(event, "message"))) return false;
  return SPEAKERS.test(textAt(event, "reportingComponent") || textAt(event, "source", "component"));
}

function eventText(event: JsonObject): string {
  const who = textAt(event, "reportingComponent") || textAt(event, "source", "component");
  const about = textAt(event, "involvedObject", "kind");
  // How many it takes until they are combined is a matter of time.
  const message = textAt(event, "message").replace("(combined from similar events): ", "");
  return `${who} ${textAt(event, "type")} ${about} ${textAt(event, "reason")}: ${message}`;
}

const LETTERS = "[bcdf-hj-np-tv-xz2456789]";
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "<TIME>"],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<UID>"],
  [/\b(10|127)(\.\d{1,3}){3}\b/g, "<IP>"],
  [new RegExp(`(?<=[a-z]-(?:\\d-)?)${LETTERS}{5,10}-${LETTERS}{5}\\b`, "g"), "<HASH>-<RAND>"],
  [
    /(?<="(?:pod-template-hash|controller-revision-hash|controller\.kubernetes\.io\/hash)":"(?:[a-z]+-)?)[^"]+/g,
    "<HASH>",
  ],
  [new RegExp(`(?<=\\b(?:web|still|db|agent|kept|tight|limited|front|scaled)-)${LETTERS}{5,10}\\b`, "g"), "<HASH>"],
  [new RegExp(`(?<=[a-z]-(?:\\d-)?|access-)${LETTERS}{5}(?=["\\s]|$)`, "g"), "<RAND>"],
  [/node-\d/g, "node-<N>"],
];

/** What depends on who plays the kubelet, and on moments. */
const UNTOLD = new Set([
  ...["hostIP", "hostIPs", "podIP", "podIPs", "imageID", "lastState", "startTime", "tolerations", "resourceVersion"],
  ...["lastProbeTime", "lastHeartbeatTime", "observedGeneration", "uid", "started", "resources", "allocatedResources"],
  // A zero that Go leaves out, and OpenAPI tells as a default.
  "minReadySeconds",
]);

function withoutUntold(value: JsonValue, key = ""): JsonValue {
  if (Array.isArray(value))
    return (key === "conditions" ? sortedConditions(value) : value).map((one) => withoutUntold(one));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([name, below]) =>
      !UNTOLD.has(name) ||
      (name === "resources" && isObject(below) && Object.keys(below).length > 0 && key !== "containerStatuses"),
  );
  return Object.fromEntries(kept.map(([name, below]) => [name, withoutUntold(below, name)]));
}

function sortedConditions(conditions: readonly JsonValue[]): JsonValue[] {
  const told = conditions.filter((one) => textAt(one, "type") !== "PodReadyToStartContainers");
  return told
    .map((one): JsonValue => (isObject(one) ? withoutGeneration(one) : one))
    .sort((a, b) => (textAt(a, "type") < textAt(b, "type") ? -1 : 1));
}

function withoutGeneration(condition: JsonObject): JsonObject {
  const { observedGeneration: _, ...rest } = condition;
  return rest;
}

describe("controllers come to the same as the real ones", () => {
  beforeAll(() => {
    expect(sides.length).toBe(2);
  });
  afterAll(() => sandbox.close());

  CONTROLLER_SCENARIOS.forEach((scenario, i) => {
    test.concurrent(
      scenario.name,
      async () => {
        const namespace = `ctl-${run}-${i}`;
        const [wanted, given] = await Promise.all(
          sides.map(async (objects) => {
            const stage = new Stage(objects, namespace);
            await stage.open();
            try {
              for (const act of scenario.acts) await stage.act(act);
              return await stage.standing(scenario);
            } finally {
              await stage.close();
            }
          }),
        );
        expect(given).toEqual(wanted);
      },
      3 * WAIT_MS_MAX,
    );
  });
});
