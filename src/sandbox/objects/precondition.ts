/** What a request wants to be so of the object that it names, and is not, in the words of the server's storage (apiserver storage/errors.go 0.36). */
import { textAt, type JsonObject } from "../../kube/index.ts";
import type { Kind } from "../schema/kinds.ts";
import { keyOf } from "../storage/store.ts";
import { conflict, type Refusal } from "../wire/refusal.ts";

interface Unmet {
  readonly called: "UID" | "ResourceVersion";
  readonly given: string;
  readonly own: string;
}

export function unmet({ called, given, own }: Unmet): string {
  return `Precondition failed: ${called} in precondition: ${given}, ${called} in object meta: ${own}`;
}

interface Stored {
  readonly resource: Pick<Kind["resource"], "name" | "group">;
  /** It does not reach the storage, which knows the whole key. */
  readonly dryRun?: boolean;
}

export function unmetInStorage(object: JsonObject, { resource, dryRun = false }: Stored, why: Unmet): Refusal {
  const place = `Key: ${dryRun ? "" : "/registry"}/${resource.name}/${keyOf(object)}, ResourceVersion: 0`;
  const told = `StorageError: invalid object, Code: 4, ${place}, AdditionalErrorMsg: ${unmet(why)}`;
  return conflict(resource, textAt(object, "metadata", "name"), told);
}
