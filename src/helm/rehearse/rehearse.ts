/** Plays an installation or upgrade, and what undoes it, on a stage: with the very code that would do it in the cluster. */
import type { Crd } from "../chart/chart.ts";
import { checkNameIsFree, install, installCrds, type InstallOptions } from "../action/install.ts";
import type { ActionPorts } from "../action/ports.ts";
import { rollback } from "../action/rollback.ts";
import { uninstall } from "../action/uninstall.ts";
import { upgrade, upgradeBase, type UpgradeOptions } from "../action/upgrade.ts";
import { build } from "../cluster/build.ts";
import { messageOf } from "../cluster/failure.ts";
import { waiterOf } from "../cluster/wait/wait.ts";
import { applyPlan } from "../plan/apply-plan.ts";
import { makePlan } from "../plan/make-plan.ts";
import type { Plan, PlannedRun } from "../plan/plan.ts";
import type { Release } from "../storage/index.ts";
import { outcomesOf, stateOf, type State } from "./outcomes.ts";
import { Availability } from "./availability.ts";
import type { HookOutcome, RefusedObject, Remaining, Report, Step, StepName } from "./report.ts";
import type { Stage } from "./stage.ts";
import { NotReadyError, watchStep } from "./watch-step.ts";

export type Part =
  | {
      readonly kind: "install";
      readonly release: Release;
      readonly options: InstallOptions;
      readonly crds: readonly Crd[];
    }
  | { readonly kind: "upgrade"; readonly release: Release; readonly options: UpgradeOptions }
  | { readonly kind: "plan"; readonly plan: Plan };

export interface RehearseRequest {
  readonly part: Part;
  /** Whether and to what it is undone; 0 is the revision before. */
  readonly back: "no" | number;
  /** For every single wait. */
  readonly timeoutMs: number;
  readonly copied: number;
  readonly notes: readonly string[];
  /** What the command or the server said since the last question. */
  warnings(): string[];
}

export async function rehearse(request: RehearseRequest, stage: Stage, ports: ActionPorts): Promise<Report> {
  const rehearsal = new Rehearsing(request, stage, ports);
  await stage.time.settle();
  const before = stateOf(stage.objects());
  const ready = readyOf(stage);
  const refused = await stage.time.during(() => rehearsal.refused());
  const forward = await rehearsal.forward();
  const back = await rehearsal.back(forward);
  await stage.time.settle();
  const { release, run } = rehearsal;
  const isUndone = back !== undefined || (rehearsal.undoesItself && !forward.isDone);
  return {
    release: { name: release.name, namespace: release.namespace, revision: release.version },
    ...{ run, chart: { name: release.chart.name, version: release.chart.metadata.version } },
    ...{
      copied: request.copied,
      refused,
      steps: back === undefined ? [forward] : [forward, back],
      notes: request.notes,
    },
    ...(isUndone ? { remaining: remainingOf({ before, ready }, stage) } : {}),
  };
}

class Rehearsing {
  readonly #request: RehearseRequest;
  readonly #stage: Stage;
  readonly #ports: ActionPorts;
  /** The revision that was deployed before, and the newest one. */
  #base = { deployed: 0, newest: 0 };

  constructor(request: RehearseRequest, stage: Stage, ports: ActionPorts) {
    this.#request = request;
    this.#stage = stage;
    this.#ports = ports;
  }

  get release(): Release {
    const { part } = this.#request;
    return part.kind === "plan" ? part.plan.release : part.release;
  }

  get run(): "install" | "upgrade" {
    const { part } = this.#request;
    return part.kind === "plan" ? part.plan.run.kind : part.kind;
  }

  get undoesItself(): boolean {
    return this.#options.rollbackOnFailure;
  }

  get #options(): InstallOptions | UpgradeOptions {
    const { part } = this.#request;
    const { options } = part.kind === "plan" ? part.plan.run : part;
    return { ...options, timeoutMs: this.#request.timeoutMs };
  }

  /** Everything that the server would refuse, not only what the run stumbles over first. */
  async refused(): Promise<RefusedObject[]> {
    const { part } = this.#request;
    if (part.kind === "plan") return [];
    const run = { kind: part.kind, options: { ...part.options, dryRun: true } } as PlannedRun;
    const common = {
      chartDigest: "",
      maxHistory: 0,
      recreate: new Set<string>(),
      leave: new Map(),
      skipCrds: part.kind !== "install" || part.crds.length === 0,
    };
    try {
      const current =
        part.kind === "upgrade"
          ? (await upgradeBase(this.release.name, this.#ports, { dryRun: true })).current
          : undefined;
      const request = { ...common, release: this.release, run, ...(current === undefined ? {} : { current }) };
      const { objects } = await makePlan(request, this.#ports);
      return objects.flatMap(({ ref, refusal, note }) =>
        refusal === undefined ? [] : [{ ref, refusal, ...(note === undefined ? {} : { note }) }],
      );
    } catch {
      // The run itself says what is wrong.
      return [];
    }
  }

  async forward(): Promise<Step> {
    this.#base = await this.#revisions();
    this.#stage.break(true);
    return await this.#step(this.run, async () => {
      await this.#perform();
      // Where the command does not wait, whoever rehearses wants to know all the same.
      if (this.#options.wait === "hookOnly") await this.#becomeReady();
    });
  }

  /** Undefined where there is nothing to undo. */
  async back({ isDone, isLate }: Step): Promise<Step | undefined> {
    this.#stage.break(false);
    const isFailed = !isDone && !isLate;
    if (this.#request.back === "no" || (isFailed && this.undoesItself)) return undefined;
    const { newest } = await this.#revisions();
    if (newest === this.#base.newest) return undefined;
    const { timeoutMs } = this.#request;
    const { disableHooks } = this.#options;
    const { name } = this.release;
    const how = { wait: "watcher", timeoutMs, disableHooks } as const;
    if (this.#base.deployed === 0 && this.#request.back === 0) {
      return await this.#step("uninstall", async () => void (await uninstall(name, how, this.#ports)));
    }
    const { waitForJobs, forceReplace, forceConflicts } = this.#options;
    const options = {
      ...{ ...how, waitForJobs, forceReplace, forceConflicts, version: this.#request.back || this.#base.deployed },
      ...{ dryRun: false, serverSideWanted: "auto", cleanupOnFail: false, description: "" },
    };
    return await this.#step("rollback", () => rollback(name, options, this.#ports));
  }

  async #perform(): Promise<void> {
    const { part } = this.#request;
    const [ports, { release }] = [this.#ports, this];
    if (part.kind === "plan") {
      const run = { kind: part.plan.run.kind, options: this.#options } as PlannedRun;
      return await applyPlan({ ...part.plan, run }, ports);
    }
    if (part.kind === "install") {
      const replace = await checkNameIsFree(release.name, part.options, ports);
      const options = { ...part.options, timeoutMs: this.#request.timeoutMs, dryRun: false, replace };
      await installCrds(part.crds, options, ports);
      return await install(release, options, ports);
    }
    const base = await upgradeBase(release.name, ports);
    // What was interrupted before has been settled, perhaps by a revision of its own.
    release.version = base.last.version + 1;
    const options = { ...part.options, timeoutMs: this.#request.timeoutMs, dryRun: false };
    await upgrade({ ...base, upgraded: release }, options, ports);
  }

  async #becomeReady(): Promise<void> {
    const ports = this.#ports;
    const resources = await build(this.release.manifest, ports, { validate: false });
    const waiter = await waiterOf("watcher", ports);
    const options = { timeoutMs: this.#request.timeoutMs, jobs: this.#options.waitForJobs };
    await waiter.ready(resources, options).catch((error: unknown) => {
      throw new NotReadyError(error);
    });
  }

  async #revisions(): Promise<{ deployed: number; newest: number }> {
    const history = await this.#ports.storage.history(this.release.name).catch(() => []);
    const deployed = history.findLast(({ info }) => info.status === "deployed")?.version ?? 0;
    return { deployed, newest: history.at(-1)?.version ?? 0 };
  }

  async #step(name: StepName, act: () => Promise<void>): Promise<Step> {
    const { warnings } = this.#request;
    const hooks = (sinceMs: number): Promise<HookOutcome[]> => this.#hooks(sinceMs, name);
    return await watchStep({ name, act, hooks, warnings }, this.#stage);
  }

  /** As they are recorded; an uninstallation takes its record along. */
  async #hooks(sinceMs: number, step: StepName): Promise<HookOutcome[]> {
    const last = await this.#ports.storage.last(this.release.name).catch((error: unknown) => {
      this.#ports.log.debug("no record", { error: messageOf(error) });
      return undefined;
    });
    return (last?.hooks ?? []).flatMap(({ kind, name, events, lastRun }) => {
      const startedMs = Date.parse(lastRun.startedAt);
      if (!(startedMs >= sinceMs)) return [];
      const tookMs = Math.max(0, (Date.parse(lastRun.completedAt) || startedMs) - startedMs);
      return [
        { event: events.find((one) => one.endsWith(step)) ?? events.join(), kind, name, phase: lastRun.phase, tookMs },
      ];
    });
  }
}

function readyOf(stage: Stage): Availability {
  return new Availability(stage.objects(), stage.time.nowMs());
}

interface Before {
  readonly before: State;
  readonly ready: Availability;
}

function remainingOf({ before, ready }: Before, stage: Stage): Remaining {
  const left = readyOf(stage).readyPods();
  const workloads = [...ready.readyPods()].flatMap(([key, { ref, ready: count }]) => {
    const now = left.get(key)?.ready ?? count;
    return now < count ? [{ ref, before: count, now }] : [];
  });
  return { objects: outcomesOf(before, stateOf(stage.objects())), workloads };
}
