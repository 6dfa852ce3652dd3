import type { TextNode } from "../parse/node.ts";
import { actionAt } from "./action.ts";
import { cut, fill } from "./align.ts";
import type { Action, Tag } from "./tag.ts";
import type { TracedExecution } from "./traced-execution.ts";

/** The text between the actions of a template. Where the template is a text that was made (`tpl`), it comes from where that comes from. */
export function writeText(run: TracedExecution, node: TextNode): void {
  const action = actionAt(node, node.place.parseName);
  const given = givenTag(run, node);
  if (given === undefined) run.write(node.text, [action], undefined);
  else
    run.write(
      node.text,
      [],
      given.segments === undefined ? { ...given, actions: [action] } : within(given, node, action),
    );
}

/** Of the text that the function being called runs as a template. */
function givenTag({ state }: TracedExecution, { place }: TextNode): Tag | undefined {
  const at = state.call?.args.indexOf(place.text) ?? -1;
  return state.call?.tags[at];
}

/** Of the part that the node is. */
function within({ reads, segments = [] }: Tag, { position, text }: TextNode, action: Action): Tag {
  const pieces = cut(segments, position, position + text.length);
  return { reads, segments: fill(pieces, text.length, { reads: [], actions: [action] }) };
}
