/** Decides when a cause that does not pass by itself has stood long enough. */
import { allCauses, rootCause, type CauseKind, type CauseNode, type RootCause } from "../../kube/index.ts";
import type { Clock } from "../cluster/ports.ts";
import { objectText } from "./explanation.ts";

/** Long enough for old pods to make room, and for controllers to notice. */
const PATIENCE_MS = 10_000;

const PATIENCE_MS_OF: Readonly<Partial<Record<CauseKind, number>>> = {
  // Operators bring Secrets and ConfigMaps a while after those who need them.
  "missing-config": 60_000,
  "service-account": 30_000,
  job: 0,
};

export class FailFast {
  readonly #clock: Pick<Clock, "nowMs">;
  #sinceMs = new Map<string, number>();

  constructor(clock: Pick<Clock, "nowMs">) {
    this.#clock = clock;
  }

  /** The root cause of the first tree that has something in it for too long; what is not there any more has passed. */
  judge(trees: readonly CauseNode[]): RootCause | undefined {
    const nowMs = this.#clock.nowMs();
    const before = this.#sinceMs;
    const final = trees.flatMap((tree) =>
      allCauses(tree)
        .filter(({ cause }) => !cause.recoverable)
        .map(({ cause: { kind } }) => ({
          tree,
          kind,
          key: `${tree.object.namespace}/${objectText(tree.object)} ${kind}`,
        })),
    );
    this.#sinceMs = new Map(final.map(({ key }) => [key, before.get(key) ?? nowMs]));
    const hopeless = final.find(({ kind, key }) => {
      return nowMs - (this.#sinceMs.get(key) ?? nowMs) >= (PATIENCE_MS_OF[kind] ?? PATIENCE_MS);
    });
    return hopeless === undefined ? undefined : rootCause(hopeless.tree);
  }
}
