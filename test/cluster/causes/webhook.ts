/** A webhook on loopback that refuses all pods of a namespace, and one that nobody answers for. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../../../src/kube/index.ts";
import { makeCertificates } from "../../servers/certificates.ts";

export interface RefusingWebhook {
  configuration(namespace: string): JsonObject;
  stop(): Promise<void>;
}

export async function startRefusingWebhook(): Promise<RefusingWebhook> {
  const folder = mkdtempSync(join(tmpdir(), "lade-webhook-"));
  const { path } = await makeCertificates(folder);
  const read = (name: Parameters<typeof path>[0]) => readFileSync(path(name), "utf8");
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    tls: { cert: read("server.pem"), key: read("server.key") },
    async fetch(request) {
      const review = (await request.json()) as { request: { uid: string } };
      const status = { message: "images must come from registry.example", code: 403 };
      return Response.json({
        apiVersion: "admission.k8s.io/v1",
        kind: "AdmissionReview",
        response: { uid: review.request.uid, allowed: false, status },
      });
    },
  });
  const ca = btoa(read("ca.pem"));
  return {
    configuration: (namespace) =>
      configuration(namespace, { url: `https://127.0.0.1:${server.port}/`, caBundle: ca, resources: ["pods"] }),
    async stop() {
      await server.stop(true);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Nobody listens on the port of discarded packets. */
export function unreachableWebhook(namespace: string): JsonObject {
  return configuration(namespace, { url: "https://127.0.0.1:9/", caBundle: undefined, resources: ["configmaps"] });
}

interface Client {
  readonly url: string;
  readonly caBundle: string | undefined;
  readonly resources: readonly string[];
}

function configuration(namespace: string, { url, caBundle, resources }: Client): JsonObject {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: `policy-${namespace}` },
    webhooks: [
      {
        name: "policy.lade.test",
        clientConfig: { url, ...(caBundle === undefined ? {} : { caBundle }) },
        rules: [{ operations: ["CREATE"], apiGroups: [""], apiVersions: ["v1"], resources: [...resources] }],
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
        ...{ sideEffects: "None", admissionReviewVersions: ["v1"], timeoutSeconds: 5, failurePolicy: "Fail" },
      },
    ],
  };
}
