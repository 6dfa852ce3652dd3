/** Does one step of a rehearsal, and tells what it did to the cluster. */
import { numberAt, textAt, type JsonObject } from "../../kube/index.ts";
import { messageOf } from "../cluster/failure.ts";
import { explain } from "../waiting/index.ts";
import { causeText } from "../waiting/explanation.ts";
import { Availability } from "./availability.ts";
import { Budgets } from "./budgets.ts";
import { outcomesOf, stateOf } from "./outcomes.ts";
import type { HookOutcome, Step, StepName, WarningEvent } from "./report.ts";
import type { Stage } from "./stage.ts";

export interface Doing {
  readonly name: StepName;
  act(): Promise<void>;
  /** Asked when it is over. */
  hooks(sinceMs: number): Promise<HookOutcome[]>;
  /** What was said since the last question. */
  warnings(): string[];
}

/** What was made does not become ready: no failure of the command, which did not wait for it. */
export class NotReadyError extends Error {
  override name = "NotReadyError";

  constructor(cause: unknown) {
    super(messageOf(cause), { cause });
  }
}

export async function watchStep({ name, act, hooks, warnings }: Doing, stage: Stage): Promise<Step> {
  const { time } = stage;
  const before = stage.objects();
  const [sinceMs, sinceRealMs] = [time.nowMs(), time.realMs()];
  const [availability, budgets] = [new Availability(before, sinceMs), new Budgets(before)];
  const events = new Map<string, WarningEvent>();
  const end = stage.listen((event) => {
    availability.notice(event);
    budgets.notice(event);
    if (event.type !== "DELETED") noteWarning(event.object, events);
  });
  const error = await time.during(act).then(
    () => undefined,
    (reason: unknown) => reason ?? new Error("failed"),
  );
  const [nowMs, realMs] = [time.nowMs(), time.realMs() - sinceRealMs];
  const workloads = availability.outcomes(nowMs);
  // What is on its way yet, a job that is to be removed for one, belongs to what became of objects.
  await time.settle();
  const outcomes = { workloads, objects: outcomesOf(stateOf(before), stateOf(stage.objects())) };
  end();
  return {
    ...{
      name,
      isDone: error === undefined,
      isLate: error instanceof NotReadyError,
      causes: error === undefined ? [] : causesOf(error),
    },
    ...(error === undefined ? {} : { error: messageOf(error) }),
    ...{ simulatedMs: nowMs - sinceMs, realMs, ...outcomes },
    ...{ hooks: await time.during(() => hooks(sinceMs)), events: [...events.values()] },
    ...{ budgets: budgets.shortages(), warnings: warnings() },
  };
}

function causesOf(error: unknown): string[] {
  const said = messageOf(error);
  return explain(error)
    .filter(({ cause }) => !said.includes(cause.message) || cause.message === "")
    .map(({ where, cause }) => `${where}: ${causeText(cause)}`);
}

function noteWarning(object: JsonObject, events: Map<string, WarningEvent>): void {
  if (object["kind"] !== "Event" || textAt(object, "type") !== "Warning") return;
  const [kind, name] = ["kind", "name"].map((key) => textAt(object, "involvedObject", key));
  const [reason, message] = [textAt(object, "reason"), textAt(object, "message")];
  // Pods have names that nobody has seen.
  const about = kind === "Pod" ? `Pod/${(name ?? "").replace(/-[a-z0-9]{5}$/, "-*")}` : `${kind ?? ""}/${name ?? ""}`;
  const key = `${about} ${reason}`;
  const count = (events.get(key)?.count ?? 0) + (numberAt(object, "count") ?? 1);
  events.set(key, { object: about, reason, message, count });
}
