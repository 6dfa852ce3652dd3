/** What ends the program at once: a line in its log, and nothing else. */
export class Fatal extends Error {
  override name = "Fatal";
}
