/** Reads a layout such as `2006-01-02T15:04:05Z07:00` into its elements (nextStdChunk in Go 1.26 format.go). */

export interface LayoutPart {
  /** Text that stands before the element. */
  readonly literal: string;
  /** The element as written, empty after the last one. */
  readonly element: string;
}

const ELEMENT =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|0[1-6]|15|1|2006|2|__2|_2(?!006)|[345]|PM|pm|[-Z]07(?:0000|:00:00|00|:00)?|[.,](?:0+|9+)(?!\d)/g;

const REMEMBERED_MAX = 64;
const remembered = new Map<string, readonly LayoutPart[]>();

/** The parts of a layout; the last one has no element. */
export function parseLayout(layout: string): readonly LayoutPart[] {
  const known = remembered.get(layout);
  if (known !== undefined) return known;
  const parts: LayoutPart[] = [];
  let end = 0;
  for (const match of layout.matchAll(ELEMENT)) {
    parts.push({ literal: layout.slice(end, match.index), element: match[0] });
    end = match.index + match[0].length;
  }
  parts.push({ literal: layout.slice(end), element: "" });
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(layout, parts);
  return parts;
}

/** `.000` or `,999`: a fraction of a second. */
export function isFraction(element: string): boolean {
  return element.startsWith(".") || element.startsWith(",");
}

/** `-07:00` or `Z0700`: an offset from UTC. */
export function isOffset(element: string): boolean {
  return element.startsWith("-") || element.startsWith("Z");
}
