import type { JsonMarshaler } from "../go/json/index.ts";
import type { GoMap } from "../go/index.ts";

/** Kept behind a `Struct` whose JSON keys are not its field names: what encoding/json makes of it, in field order. */
export class JsonView implements JsonMarshaler {
  readonly #json: GoMap;

  constructor(json: GoMap) {
    this.#json = json;
  }

  marshalJson(): GoMap {
    return this.#json;
  }
}
