/** Decides when a cause that does not pass by itself has stood long enough. */
import type { CauseKind, RootCause } from "../../kube/index.ts";
import type { Clock } from "../cluster/ports.ts";
import { pathText } from "./explanation.ts";

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

  /** The first that has stood too long; what is not among `causes` has passed. */
  judge(causes: readonly RootCause[]): RootCause | undefined {
    const nowMs = this.#clock.nowMs();
    const before = this.#sinceMs;
    const final = causes.filter(({ cause }) => !cause.recoverable);
    this.#sinceMs = new Map(final.map((one) => [keyOf(one), before.get(keyOf(one)) ?? nowMs]));
    return final.find((one) => {
      const stoodMs = nowMs - (this.#sinceMs.get(keyOf(one)) ?? nowMs);
      return stoodMs >= (PATIENCE_MS_OF[one.cause.kind] ?? PATIENCE_MS);
    });
  }
}

/** Pods come and go; the kind of failure of the whole counts. */
function keyOf({ cause, path }: RootCause): string {
  return `${pathText(path.slice(0, 1))} ${cause.kind}`;
}
