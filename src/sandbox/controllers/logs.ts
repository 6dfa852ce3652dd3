/** What a container has logged: nothing runs here, so it is always the same two lines. */
import { listAt, textAt, type JsonObject } from "../../kube/index.ts";
import { badRequest } from "../wire/refusal.ts";

const LINES = ["simulated output", "second line"];
const STAMP = "2024-01-01T00:00:00.000000000Z";

export function containerLog(pod: JsonObject, query: Readonly<Record<string, string | undefined>>): string {
  const name = textAt(pod, "metadata", "name");
  const names = [...listAt(pod, "spec", "initContainers"), ...listAt(pod, "spec", "containers")].map((one) =>
    textAt(one, "name"),
  );
  const own = listAt(pod, "spec", "containers").map((one) => textAt(one, "name"));
  const container = query["container"] ?? "";
  if (container === "" && own.length > 1) {
    throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${own.join(" ")}]`);
  }
  if (container !== "" && !names.includes(container))
    throw badRequest(`container ${container} is not valid for pod ${name}`);
  if (textAt(pod, "status", "phase") === "Pending") {
    throw badRequest(
      `container ${JSON.stringify(container || own[0])} in pod ${JSON.stringify(name)} is waiting to start: ContainerCreating`,
    );
  }
  const tail = query["tailLines"] === undefined ? LINES : LINES.slice(-Math.max(1, Number(query["tailLines"])));
  const stamped = query["timestamps"] === "true" ? tail.map((line) => `${STAMP} ${line}`) : tail;
  return stamped.map((line) => `${line}\n`).join("");
}
