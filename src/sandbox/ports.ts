/** What the sandbox takes from the world besides its storage. */
export interface SandboxPorts {
  /** Milliseconds since 1970. */
  now(): number;
  /** A number from 0 up to 1. */
  random(): number;
  /**
   * Runs something later; gives the function that calls it off. What comes `someday` (the next run of a CronJob, a deadline) is nothing that
   * anybody waits for: simulated time does not jump to it.
   */
  after(ms: number, run: () => void, when?: "someday"): () => void;
}

/** RFC 3339 to the second, as `metav1.Time`. */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** The letters of generated names (apimachinery util/rand): no vowels, nothing that looks like another. */
const LETTERS = "bcdfghjklmnpqrstvwxz2456789";

export function randomLetters(random: () => number, count: number): string {
  return Array.from({ length: count }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join("");
}

export function randomUid(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
  hex[12] = "4";
  hex[16] = "89ab"[Math.floor(random() * 4)] ?? "8";
  const text = hex.join("");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}
