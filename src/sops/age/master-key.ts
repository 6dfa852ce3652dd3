/** The part of a data key that was encrypted for an age recipient (sops 3.13, age/keysource.go). */
import { GoError, within } from "../../go/index.ts";
import type { MasterKey } from "../metadata.ts";
import type { SopsWorld } from "../world.ts";
import { readArmor } from "./armor.ts";
import { type AgePayload, openAge, readPayload } from "./decrypt.ts";
import { type LoadedIdentities, loadIdentities } from "./load-identities.ts";

/** Throws `GoError` with what sops says. */
export function decryptWithAge({ name, encrypted }: MasterKey, world: SopsWorld): Uint8Array {
  const loaded = loadIdentities(world, name);
  if (loaded.identities.length === 0) throw withPlaces("failed to load age identities", loaded);
  const payload = open(encrypted, loaded);
  return within("failed to copy age decrypted data into bytes.Buffer", () => readPayload(payload));
}

function open(encrypted: string, loaded: LoadedIdentities): AgePayload {
  try {
    return openAge(readArmor(encrypted), loaded.identities);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw withPlaces(`failed to create reader for decrypting sops data key with age: ${error.message}`, loaded);
  }
}

function withPlaces(message: string, { errors, unused }: LoadedIdentities): GoError {
  const why = errors.length === 0 ? "" : `. Errors while loading age identities: ${errors.join("; ")}`;
  const where = unused.length === 0 ? "" : `. Did not find keys in location${listed(unused)}.`;
  return new GoError(`${message}${why}${where}`);
}

function listed(places: readonly string[]): string {
  const quoted = places.map((place) => `'${place}'`);
  const last = quoted.pop() ?? "";
  if (quoted.length === 0) return ` ${last}`;
  return quoted.length === 1 ? `s ${quoted.join()} and ${last}` : `s ${quoted.join(", ")}, and ${last}`;
}
