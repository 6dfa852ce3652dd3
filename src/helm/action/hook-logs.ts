import { listAt, textAt } from "../../kube/index.ts";
import type { ActionPorts } from "./ports.ts";
import type { ReleaseHook } from "../storage/index.ts";
import { GoError } from "../../go/index.ts";
import { unmarshal } from "../../yaml/index.ts";

/** The logs of every container of a hook's pods. Throws `GoError`. */
export async function printLogs(hook: ReleaseHook, releaseNamespace: string, ports: ActionPorts): Promise<void> {
  const { kind, name } = hook;
  if (kind !== "Job" && kind !== "Pod") return;
  const namespace = namespaceOf(hook) || releaseNamespace;
  const chosen = kind === "Job" ? { labelSelector: `job-name=${name}` } : { fieldSelector: `metadata.name=${name}` };
  for (const pod of await ports.objects.list("v1", "Pod", { namespace, ...chosen })) {
    for (const container of listAt(pod, "spec", "containers")) {
      const place = { namespace, pod: textAt(pod, "metadata", "name"), container: textAt(container, "name") };
      ports.output(await readLog(place, ports));
    }
  }
}

function namespaceOf({ manifest }: ReleaseHook): string {
  const document = unmarshal(manifest);
  const metadata = document instanceof Map ? document.get("metadata") : undefined;
  const namespace = metadata instanceof Map ? metadata.get("namespace") : undefined;
  return typeof namespace === "string" ? namespace : "";
}

interface LogPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

async function readLog({ namespace, pod, container }: LogPlace, { objects, dialect }: ActionPorts): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log`;
  try {
    return (await objects.cluster.request({ method: "GET", path, query: { container } })).text;
  } catch {
    const failed = dialect === "helm4" ? "failed" : "Failed";
    throw new GoError(`${failed} to stream pod logs for pod: ${pod}, container: ${container}`);
  }
}
