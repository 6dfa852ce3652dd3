/** The last line that each failing container has written. */
import { allCauses, logKey, textAt, type CauseNode, type CauseKind, type JsonObject } from "../../kube/index.ts";
import type { ClusterPorts } from "../cluster/ports.ts";

/** Of causes for which the program itself may have said more. */
const TELLING: readonly CauseKind[] = ["crash", "out-of-memory", "probe", "start"];
const AT_ONCE_MAX = 4;
const TAIL = { tailLines: "10", limitBytes: "16384" };

export class LastLines {
  readonly lines = new Map<string, string>();
  readonly #ports: Pick<ClusterPorts, "objects" | "signal">;
  readonly #onLine: () => void;
  /** What was told of the container when its log was asked for. */
  readonly #askedFor = new Map<string, string>();
  #fetching = 0;

  constructor(ports: Pick<ClusterPorts, "objects" | "signal">, onLine: () => void) {
    this.#ports = ports;
    this.#onLine = onLine;
  }

  get isFetching(): boolean {
    return this.#fetching > 0;
  }

  /** Asks for the logs of containers that fail in a way not seen before. */
  fetchFor(trees: readonly CauseNode[], pods: Iterable<JsonObject>): void {
    const nodes = trees.flatMap((tree) => allCauses(tree)).filter(({ cause }) => TELLING.includes(cause.kind));
    if (nodes.length === 0) return;
    const uids = new Map([...pods].map((pod) => [nameKey(pod), textAt(pod, "metadata", "uid")]));
    for (const { cause, path } of nodes) {
      const { object, container } = path.at(-1) ?? {};
      const uid = uids.get(`${object?.namespace}/${object?.name}`);
      if (object === undefined || container === undefined || uid === undefined || this.#fetching >= AT_ONCE_MAX)
        continue;
      const key = logKey(uid, container);
      if (this.#askedFor.get(key) === cause.message) continue;
      this.#askedFor.set(key, cause.message);
      void this.#fetch(key, { namespace: object.namespace, pod: object.name, container });
    }
  }

  /** A log that cannot be read is none. */
  async #fetch(key: string, { namespace, pod, container }: Place): Promise<void> {
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
    const { objects, signal } = this.#ports;
    this.#fetching++;
    try {
      const { text } = await objects.cluster.request({ method: "GET", path, query: { container, ...TAIL }, signal });
      const line = text.trimEnd().split("\n").at(-1) ?? "";
      if (line !== "") this.lines.set(key, line);
    } catch {
      // Asked for again when the container has failed in another way, or once more.
    } finally {
      this.#fetching--;
      this.#onLine();
    }
  }
}

interface Place {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

function nameKey(object: JsonObject): string {
  return `${textAt(object, "metadata", "namespace")}/${textAt(object, "metadata", "name")}`;
}
