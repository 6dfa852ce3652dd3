/** As much of a kubeconfig as commands need that only look at names (client-go's clientcmd). */
import { fromBytes } from "../../go/bytes.ts";
import type { Value } from "../../go/value.ts";
import { unmarshal } from "../../yaml/index.ts";
import type { FileSystem } from "../../base/index.ts";
import type { Environment } from "../context.ts";
import { kubeconfigPaths } from "./kube-namespace.ts";

export interface Kubeconfig {
  readonly currentContext: string;
  readonly contexts: ReadonlyMap<string, KubeContext>;
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
    for (const [name, context] of contextsOf(config)) if (!contexts.has(name)) contexts.set(name, context);
  }
  return { currentContext, contexts };
}

function* contextsOf(config: Value): Iterable<[string, KubeContext]> {
  const list = config instanceof Map ? config.get("contexts") : undefined;
  for (const entry of Array.isArray(list) ? list : []) {
    const context = entry instanceof Map ? entry.get("context") : undefined;
    yield [text(entry, "name"), { cluster: text(context, "cluster"), namespace: text(context, "namespace") }];
  }
}

function text(value: Value, key: string): string {
  const found = value instanceof Map ? value.get(key) : undefined;
  return typeof found === "string" ? found : "";
}
