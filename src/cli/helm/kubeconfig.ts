/** As much of a kubeconfig as commands need that only look at names (client-go's clientcmd). */
import { fromBytes } from "../../go/index.ts";
import type { Value } from "../../go/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import type { FileSystem } from "../../base/index.ts";
import type { Environment } from "../context.ts";
import { kubeconfigPaths } from "./kube-namespace.ts";

export interface Kubeconfig {
  readonly currentContext: string;
  readonly contexts: ReadonlyMap<string, KubeContext>;
  /** Addresses of API servers by cluster. */
  readonly servers: ReadonlyMap<string, string>;
}

export interface KubeContext {
  readonly cluster: string;
  readonly namespace: string;
}

export interface KubeconfigSource {
  readonly env: Environment;
  readonly files: FileSystem;
  readonly settings: { readonly kubeConfig: string };
}

/** All files merged, the first that sets something winning; `undefined` where one cannot be read. */
export async function loadKubeconfig({ env, files, settings }: KubeconfigSource): Promise<Kubeconfig | undefined> {
  const contexts = new Map<string, KubeContext>();
  const servers = new Map<string, string>();
  let currentContext = "";
  for (const path of kubeconfigPaths(env, settings.kubeConfig)) {
    if (files.stat(path)?.kind !== "file") continue;
    let config: Value;
    try {
      config = unmarshal(fromBytes(files.read(path)));
    } catch {
      return undefined;
    }
    currentContext ||= text(config, "current-context");
    for (const { name, value } of named(config, "context")) {
      if (!contexts.has(name))
        contexts.set(name, { cluster: text(value, "cluster"), namespace: text(value, "namespace") });
    }
    for (const { name, value } of named(config, "cluster"))
      if (!servers.has(name)) servers.set(name, text(value, "server"));
  }
  return { currentContext, contexts, servers };
}

/** The entries of `contexts`, `clusters`, ...: each has a name and what is named. */
function* named(config: Value, kind: string): Iterable<{ name: string; value: Value }> {
  const list = config instanceof Map ? config.get(`${kind}s`) : undefined;
  for (const entry of Array.isArray(list) ? list : []) {
    yield { name: text(entry, "name"), value: entry instanceof Map ? entry.get(kind) : undefined };
  }
}

function text(value: Value, key: string): string {
  const found = value instanceof Map ? value.get(key) : undefined;
  return typeof found === "string" ? found : "";
}
