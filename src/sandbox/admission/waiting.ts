/**
 * Thrown where a request cannot go on in one step: expressions are to be loaded, or a webhook is asked. Nothing was written; the request
 * is begun anew when it is ready.
 */
export class Waiting extends Error {
  override name = "Waiting";

  constructor(readonly ready: Promise<unknown>) {
    super("a request waits");
  }
}
