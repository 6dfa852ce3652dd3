/** How controllers make and remove pods: with an event for each, also for what was refused (kubernetes pkg/controller/controller_utils.go 1.36). */
import { textAt, type JsonObject } from "../../kube/index.ts";
import { Refusal } from "../wire/refusal.ts";
import type { World } from "./controller.ts";
import { tell } from "./events.ts";
import { create, remove } from "./writes.ts";

/** What a controller that was refused does after this. */
export const REFUSED_AGAIN_MS = 5000;

export interface Acting {
  readonly owner: JsonObject;
  readonly component: string;
}

/** The refusal, where there is one. */
export function createPod(pod: JsonObject, { owner, component }: Acting, world: World): Refusal | undefined {
  try {
    const made = create(pod, world.server);
    const message = `Created pod: ${textAt(made, "metadata", "name")}`;
    tell(owner, { component, reason: "SuccessfulCreate", message }, world);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = `Error creating: ${error.message}`;
    tell(owner, { component, reason: "FailedCreate", message, type: "Warning" }, world);
    return error;
  }
}

export function removePod(pod: JsonObject, { owner, component }: Acting, world: World): void {
  remove(pod, world.server);
  const message = `Deleted pod: ${textAt(pod, "metadata", "name")}`;
  tell(owner, { component, reason: "SuccessfulDelete", message }, world);
}
