/** Namespaces: what every one has from the start, and what goes with it. */
import { listAt, textAt, type JsonObject } from "../../kube/index.ts";
import { keyOf } from "../storage/store.ts";
import type { Controller, World } from "./controller.ts";
import { change, create, remove } from "./writes.ts";

export const namespaceController: Controller = (namespace, world) => {
  if (textAt(namespace, "metadata", "deletionTimestamp") === "") return furnished(namespace, world);
  const left = contents(textAt(namespace, "metadata", "name"), world);
  for (const object of left) {
    if (textAt(object, "metadata", "deletionTimestamp") === "") remove(object, world.server);
  }
  if (contents(textAt(namespace, "metadata", "name"), world).length > 0) return AGAIN_MS;
  if (listAt(namespace, "spec", "finalizers").length > 0) change(namespace, { ...namespace, spec: {} }, world);
  else world.server.store.delete("/namespaces", keyOf(namespace));
  return undefined;
};

const AGAIN_MS = 50;

function furnished(namespace: JsonObject, { server }: World): undefined {
  const name = textAt(namespace, "metadata", "name");
  if (server.store.get("/serviceaccounts", `${name}/default`) === undefined) {
    create({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: name } }, server);
  }
  if (server.store.get("/configmaps", `${name}/kube-root-ca.crt`) === undefined) {
    create(rootCertificate(name, server.certificate), server);
  }
  return undefined;
}

const DESCRIPTION =
  "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

/** What a namespace is told of the server's certificate (kubernetes pkg/controller/certificates/rootcacertpublisher 1.36). */
export function rootCertificate(namespace: string, certificate: string): JsonObject {
  const annotations = { "kubernetes.io/description": DESCRIPTION };
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "kube-root-ca.crt", namespace, annotations },
    data: { "ca.crt": certificate },
  };
}

function contents(name: string, { server: { kinds, store } }: World): JsonObject[] {
  return kinds
    .stored()
    .filter(({ resource }) => resource.namespaced)
    .flatMap(({ collection }) => store.list(collection).filter((one) => textAt(one, "metadata", "namespace") === name));
}
