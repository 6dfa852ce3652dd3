import type { Place } from "./node.ts";
import type { TokenStream } from "./token-stream.ts";

/** What the parser knows while it is inside one template. */
export interface Scope {
  readonly tokens: TokenStream;
  readonly place: Place;
  readonly hasFunction: (name: string) => boolean;
  /** The variables that may be used here, with their dollar signs. */
  readonly variables: string[];
  /** Where the phrase starts that is being parsed. */
  start: number;
  /** Variables that it has used and declared so far. */
  uses: string[];
  declares: string[];
  /** Open parentheses. */
  nesting: number;
  /** Open ranges. */
  ranges: number;
}
