import type { Place } from "./node.ts";
import type { TokenStream } from "./token-stream.ts";

/** What the parser knows while it is inside one template. */
export interface Scope {
  readonly tokens: TokenStream;
  readonly place: Place;
  readonly hasFunction: (name: string) => boolean;
  /** The variables that may be used here, with their dollar signs. */
  readonly variables: string[];
  /** Open parentheses. */
  nesting: number;
  /** Open ranges. */
  ranges: number;
}
