/** References to values elsewhere, as helmfile/vals v0.46.1 expands them: `ref+BACKEND://PATH?params#/fragment/path`. */
import { GoError, type Value } from "../../go/index.ts";
import { parseBool, quote } from "../../go/strconv/index.ts";
import { expandText } from "./expand-text.ts";
import { expandValue } from "./expand-value.ts";
import { Lookup } from "./lookup.ts";
import type { RefWorld } from "./world.ts";

const STRICT = "HELMFILE_VALS_FAIL_ON_MISSING_KEY_IN_MAP";

/** Expands references, reading each document once for as long as it lives. */
export class Refs {
  readonly #lookup: Lookup;

  /** Throws `GoError` where HELMFILE_VALS_FAIL_ON_MISSING_KEY_IN_MAP is no boolean. */
  constructor(world: RefWorld) {
    this.#lookup = new Lookup(world, { failOnMissingKey: isStrict(world) });
  }

  /**
   * The value with what its texts refer to: a text that is one reference becomes what it refers to, of whatever type, null where a key is
   * not there; references inside a text become text. Throws `GoError`, in which no value stands that was looked up.
   */
  expand(value: Value): Value {
    return expandValue(value, (text) => expandText(text, (reference) => this.#lookup.value(reference)));
  }
}

/** The same once, without keeping what was read. */
export function expandRefs(value: Value, world: RefWorld): Value {
  return new Refs(world).expand(value);
}

function isStrict({ env }: RefWorld): boolean {
  const text = (env(STRICT) ?? "").trim();
  if (text === "") return false;
  try {
    return parseBool(text);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`invalid value for ${STRICT}: ${quote(text)} (must be a valid boolean)`);
  }
}
