import type { Cursor } from "./cursor.ts";

/** YAML 1.1 lets a key without `?` span this many characters, on one line. */
const KEY_LENGTH_MAX = 1024;

/** A token that may turn out to be a key, when a `:` follows. There is one at most in each flow level. */
export class SimpleKey {
  possible = false;
  /** In block context at the current indentation nothing but a key can stand here. */
  required = false;
  /** The scanner waits with the token until this is decided. */
  awaited = false;
  tokenNumber = 0;
  at = 0;
  line = 0;
  column = 0;
}

/** The candidate keys of all open flow levels; the last is the current level's. */
export class SimpleKeys {
  readonly #levels: SimpleKey[] = [new SimpleKey()];
  /** Finds a level above the first by the number of the token that may be its key. */
  readonly #byToken = new Map<number, SimpleKey>();
  #top: SimpleKey = this.#levels[0] as SimpleKey;

  get top(): SimpleKey {
    return this.#top;
  }

  open(tokenNumber: number): void {
    this.#top = new SimpleKey();
    this.#top.tokenNumber = tokenNumber;
    this.#levels.push(this.#top);
  }

  /**
   * Where nothing inside the brackets could be a key, libyaml forgets here that it waits with the bracket: `[]` is handed
   * out at once, and a `:` behind it comes too late.
   */
  close(): void {
    const number = this.#levels.pop()?.tokenNumber ?? 0;
    this.#byToken.delete(number);
    const bottom = this.#levels[0];
    if (bottom?.tokenNumber === number) bottom.awaited = false;
    this.#top = this.#levels[this.#levels.length - 1] ?? new SimpleKey();
  }

  /** Notes that the token about to be read may be a key. */
  save(cursor: Cursor, options: { tokenNumber: number; required: boolean }): void {
    this.remove(cursor);
    const key = this.#top;
    key.possible = true;
    key.required = options.required;
    key.awaited = true;
    key.tokenNumber = options.tokenNumber;
    key.at = cursor.at;
    key.line = cursor.line;
    key.column = cursor.column;
    if (this.#levels.length > 1) this.#byToken.set(key.tokenNumber, key);
  }

  /** Gives up the current level's candidate. Throws where a key was required. */
  remove(cursor: Cursor): void {
    const key = this.#top;
    if (!key.possible) return;
    if (key.required) throw cursor.error("could not find expected ':'", key.line);
    this.take(key);
  }

  /** The candidate is decided, one way or the other. */
  take(key: SimpleKey): void {
    key.possible = false;
    if (this.#levels.length > 1) this.#byToken.delete(key.tokenNumber);
  }

  /** Whether the token may still turn out to be a key. */
  mayBeKey(tokenNumber: number, cursor: Cursor): boolean {
    const key = this.#find(tokenNumber);
    return key !== undefined && this.isOpen(key, cursor);
  }

  #find(tokenNumber: number): SimpleKey | undefined {
    const bottom = this.#levels[0];
    if (bottom?.tokenNumber === tokenNumber && bottom.awaited) return bottom;
    return this.#levels.length > 1 ? this.#byToken.get(tokenNumber) : undefined;
  }

  /** A candidate dies with its line, or after too many characters. Throws where it was required. */
  isOpen(key: SimpleKey, cursor: Cursor): boolean {
    if (!key.possible) return false;
    if (key.line === cursor.line && isNear(key, cursor)) return true;
    if (key.required) throw cursor.error("could not find expected ':'", key.line);
    key.possible = false;
    return false;
  }
}

function isNear({ at }: SimpleKey, cursor: Cursor): boolean {
  return at + KEY_LENGTH_MAX >= cursor.at || cursor.characters(at, cursor.at) <= KEY_LENGTH_MAX;
}
