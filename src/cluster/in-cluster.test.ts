import { expect, test } from "bun:test";
import { MemoryFileSystem } from "../base/index.ts";
import { Kubeconfig, type Connection, type ConnectionOverrides } from "../kube/index.ts";
import { connectionOf, podNamespace } from "./index.ts";

const FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";
const POD: Record<string, string> = { KUBERNETES_SERVICE_HOST: "10.96.0.1", KUBERNETES_SERVICE_PORT: "443" };
const files = new MemoryFileSystem({
  ...{ [`${FOLDER}/token`]: "t", [`${FOLDER}/ca.crt`]: "pem", [`${FOLDER}/namespace`]: "shop" },
});
const env = { get: (name: string) => POD[name] };

function connection(overrides: ConnectionOverrides = {}, config = ""): Connection {
  return connectionOf(new Kubeconfig([{ path: "config", folder: "/", text: config }]), { files, env, overrides });
}

test("a program in a pod asks the server that its pod knows, as its service account", () => {
  expect(connection()).toEqual({
    ...{ server: "https://10.96.0.1:443", namespace: "shop", insecure: false },
    ...{ ca: { kind: "file", path: `${FOLDER}/ca.crt` }, tokenFile: `${FOLDER}/token` },
  });
  expect(podNamespace({ files, env })).toBe("shop");
});

test("flags say more than the pod, and a kubeconfig takes its place", () => {
  expect(connection({ token: "given", namespace: "other" })).toMatchObject({ token: "given", namespace: "other" });
  expect(connection({ server: "http://x" }).server).toBe("http://x");
  const config = "clusters: [{name: c, cluster: {server: 'http://y'}}]";
  expect(connection({ cluster: "c" }, config).server).toBe("http://y");
});

test("outside of a pod there is none", () => {
  const bare = { files: new MemoryFileSystem(), env };
  expect(podNamespace(bare)).toBeUndefined();
  const found = connectionOf(new Kubeconfig([]), { ...bare, overrides: {} });
  expect(found.server).toBe("http://localhost:8080");
});
