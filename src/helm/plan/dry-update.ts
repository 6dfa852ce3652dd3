/** The object as it would be after an update, from a server that stores nothing. */
import { ApiError, managedFieldsPatch, type JsonObject } from "../../kube/index.ts";
import { update, type ApplyStrategy, type Update } from "../cluster/apply.ts";
import { FIELD_MANAGER, type ClusterPorts } from "../cluster/ports.ts";

/** `ports` must lead to a dry run. Throws what the update would. */
export async function dryUpdate(change: Update, ports: ClusterPorts, strategy: ApplyStrategy): Promise<JsonObject> {
  const isMigrated =
    strategy.kind === "server" && strategy.migrate && managedFieldsPatch(change.live, FIELD_MANAGER) !== undefined;
  if (!isMigrated) return await answerOf(change, ports, strategy);
  try {
    await answerOf(change, ports, { ...strategy, migrate: false });
  } catch (error) {
    if (!isOwnConflict(error)) throw error;
  }
  // A dry run cannot build upon the hand-over of fields. What the client merges is what the server will have then.
  return await answerOf(change, ports, { kind: "client", threeWayForCustom: true });
}

async function answerOf(change: Update, ports: ClusterPorts, strategy: ApplyStrategy): Promise<JsonObject> {
  const target = { ...change.target };
  await update({ ...change, target }, ports, strategy);
  return target.object;
}

/** Only with fields that are handed over before. */
function isOwnConflict(error: unknown): boolean {
  let cause = error;
  while (cause instanceof Error && !(cause instanceof ApiError)) cause = cause.cause;
  if (!(cause instanceof ApiError)) return false;
  const conflicts = cause.causes.filter(({ reason }) => reason === "FieldManagerConflict");
  return (
    conflicts.length > 0 && conflicts.every(({ message }) => message.startsWith(`conflict with "${FIELD_MANAGER}"`))
  );
}
