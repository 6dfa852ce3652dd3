import { describe, expect, test } from "bun:test";
import type { JsonObject, JsonValue } from "../json.ts";
import { legacyReady } from "./legacy.ts";
import { objectStatus } from "./status.ts";

const condition = (type: string, status: string, reason = "", message = "") => ({ type, status, reason, message });

describe("kstatus", () => {
  const check = (what: string, object: JsonObject, outcome: string): void => {
    test(`${what}: ${outcome}`, () => {
      const { status, message } = objectStatus(object, { nowMs: Date.parse("2026-01-01T00:01:00Z") });
      expect(`${status}, ${message}`).toBe(outcome);
    });
  };
  const deployment = (status: JsonObject): JsonObject => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { generation: 1 },
    spec: { replicas: 2 },
    status: { observedGeneration: 1, ...status },
  });
  check("nothing is known of the kind", { apiVersion: "x/v1", kind: "Y" }, "Current, Resource is current");
  check(
    "on its way out",
    { kind: "Pod", metadata: { deletionTimestamp: "2026-01-01T00:00:00Z" } },
    "Terminating, Resource scheduled for deletion",
  );
  check(
    "not seen yet",
    { kind: "Y", metadata: { generation: 2 }, status: { observedGeneration: 1 } },
    "InProgress, Y generation is 2, but latest observed generation is 1",
  );
  check("no pods", deployment({}), "InProgress, Replicas: 0/2");
  check("pods that are not available", deployment({ replicas: 2, updatedReplicas: 2 }), "InProgress, Available: 0/2");
  check(
    "all there",
    deployment({
      ...{ replicas: 2, updatedReplicas: 2, availableReplicas: 2, readyReplicas: 2 },
      conditions: [condition("Available", "True")],
    }),
    "Current, Deployment is available. Replicas: 2",
  );
  check(
    "too slow",
    deployment({ conditions: [condition("Progressing", "False", "ProgressDeadlineExceeded")] }),
    "Failed, Progress deadline exceeded",
  );
  const job = (conditions: JsonValue[]): JsonObject => ({
    apiVersion: "batch/v1",
    kind: "Job",
    spec: { completions: 3 },
    status: { succeeded: 3, failed: 1, startTime: "2026-01-01T00:00:00Z", conditions },
  });
  check("a job that runs", job([]), "Current, Job in progress. success:3, active: 0, failed: 1");
  check("a job that ran", job([condition("Complete", "True")]), "Current, Job Completed. succeeded: 3/3");
  check("a job that failed", job([condition("Failed", "True")]), "Failed, Job Failed. failed: 1/3");
  const pending: JsonObject = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { creationTimestamp: "2026-01-01T00:00:00Z" },
    status: { phase: "Pending", conditions: [condition("PodScheduled", "False", "Unschedulable")] },
  };
  check("a pod without a place for long", pending, "Failed, Pod could not be scheduled");
});

describe("readiness as Helm 3 sees it", () => {
  const check = (what: string, live: JsonObject, ready: boolean): void => {
    test(what, () => expect(legacyReady(live, { checkJobs: true })).toBe(ready));
  };
  const service = (spec: JsonObject): JsonObject => ({ apiVersion: "v1", kind: "Service", spec });
  check("a service with an address", service({ clusterIP: "10.0.0.1" }), true);
  check("a balancer without one", service({ clusterIP: "10.0.0.1", type: "LoadBalancer" }), false);
  check("a name of elsewhere", service({ type: "ExternalName" }), true);
  check("a claim that waits", { apiVersion: "v1", kind: "PersistentVolumeClaim", status: { phase: "Pending" } }, false);
  check("any other kind", { apiVersion: "v1", kind: "Secret" }, true);
});
