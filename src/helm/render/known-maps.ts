/**
 * What short texts of YAML hold. Charts hand maps from one template to the next as text, labels above all: a release reads a few hundred
 * times what are a dozen texts.
 */
import type { GoMap } from "../../go/index.ts";
import { copyMap } from "../values/copy.ts";

const TEXT_CHARACTERS_MAX = 2_000;
const TEXTS_MAX = 500;

export class KnownMaps {
  readonly #maps = new Map<string, GoMap>();

  constructor(readonly read: (text: string) => GoMap) {}

  /** A map of the caller's own. */
  of(text: string): GoMap {
    const known = this.#maps.get(text);
    if (known !== undefined) return copyMap(known);
    const map = this.read(text);
    if (text.length <= TEXT_CHARACTERS_MAX && this.#maps.size < TEXTS_MAX) this.#maps.set(text, copyMap(map));
    return map;
  }
}
