/** PodDisruptionBudgets that a change falls below. Rollouts do not ask them; whoever drains a node meanwhile is refused. */
import {
  isObject,
  labelSelectorText,
  objectAt,
  parseLabelSelector,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { isPodReady } from "./pod-ready.ts";
import type { StageEvent } from "./stage.ts";

export interface BudgetShortage {
  readonly name: string;
  readonly namespace: string;
  readonly wanted: number;
  readonly lowest: number;
}

interface Watched {
  readonly name: string;
  readonly namespace: string;
  readonly wanted: number;
  lowest: number;
  isMet: (pod: JsonObject) => boolean;
}

export class Budgets {
  readonly #pods = new Map<string, JsonObject>();
  readonly #watched: readonly Watched[];

  constructor(objects: readonly JsonObject[]) {
    for (const one of objects) if (one["kind"] === "Pod") this.#pods.set(uidOf(one), one);
    this.#watched = objects
      .filter((one) => one["kind"] === "PodDisruptionBudget" && isObject(valueAt(one, "spec", "selector")))
      .map((one) => this.#watch(one));
  }

  notice({ type, object }: StageEvent): void {
    if (object["kind"] !== "Pod") return;
    if (type === "DELETED") this.#pods.delete(uidOf(object));
    else this.#pods.set(uidOf(object), object);
    for (const one of this.#watched) one.lowest = Math.min(one.lowest, this.#healthy(one));
  }

  /** Budgets that were kept before. */
  shortages(): BudgetShortage[] {
    return this.#watched
      .filter(({ lowest, wanted }) => lowest < wanted)
      .map(({ name, namespace, wanted, lowest }) => ({ name, namespace, wanted, lowest }));
  }

  #watch(budget: JsonObject): Watched {
    const selector = parseLabelSelector(labelSelectorText(objectAt(budget, "spec", "selector")));
    const namespace = textAt(budget, "metadata", "namespace");
    const isMet = (pod: JsonObject): boolean => {
      const labels = Object.entries(objectAt(pod, "metadata", "labels")).map(
        ([key, value]) => [key, String(value)] as const,
      );
      return textAt(pod, "metadata", "namespace") === namespace && selector.matches(new Map(labels));
    };
    const selected = [...this.#pods.values()].filter(isMet).length;
    const name = textAt(budget, "metadata", "name");
    const watched: Watched = { name, namespace, wanted: wantedOf(budget, selected), lowest: Infinity, isMet };
    watched.lowest = this.#healthy(watched);
    // One that is not kept now says nothing about the change.
    return watched.lowest < watched.wanted ? { ...watched, wanted: 0 } : watched;
  }

  #healthy({ isMet }: Watched): number {
    return [...this.#pods.values()].filter((pod) => isMet(pod) && isPodReady(pod)).length;
  }
}

function wantedOf(budget: JsonObject, selected: number): number {
  const minimum = valueAt(budget, "spec", "minAvailable");
  if (minimum !== undefined) return share(minimum, selected);
  return selected - share(valueAt(budget, "spec", "maxUnavailable") ?? 0, selected);
}

function share(value: JsonValue, of: number): number {
  if (typeof value === "number") return value;
  return Math.ceil((Number(String(value).replace("%", "")) / 100) * of);
}

const uidOf = (object: JsonObject): string => textAt(object, "metadata", "uid");
