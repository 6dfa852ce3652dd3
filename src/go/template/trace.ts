/**
 * Traced runs: every piece of the output knows the action that wrote it (through `template`, `include` and `tpl`) and the values
 * read to make it. A set made with `trace` runs other closures than an untraced one, which pays nothing for any of this.
 *
 *     const set = new TemplateSet({ functions, missingKey: "zero", trace: { origins } });
 *     set.parse("chart/templates/a.yaml", text);
 *     const output = set.executeTraced("chart/templates/a.yaml", data);
 *     output.text                 the same bytes as `set.execute`
 *     output.lookup(offset)       { position, actions, reads, conditions }
 *
 * How it works. A value travels as ever; beside it travels a `Tag`: the values it was made from, the path it stands at, and for a
 * text its segments. Entries of maps and lists have theirs in a side table: first what templates put there (`dict`, `set`, `merge`),
 * then the `Origins` of what was loaded.
 *
 * Functions need to know nothing of it. After a call, `derive` compares the result with the arguments: an argument given back
 * keeps its tag (`default`, `ternary`, `coalesce`); a text found in the result, moved, indented, quoted, cut or joined, keeps its
 * segments (`nindent`, `quote`, `trim`, `printf`, `cat`, `join`, `replace`); a map or list written as YAML or JSON is followed leaf
 * by leaf (`toYaml`, `toJson`); maps and lists made of arguments keep their entries' tags (`dict`, `list`, `merge`, `deepCopy`,
 * `fromYaml`). Anything else is made from all its arguments (`b64enc`, `sha256sum`, `add`).
 * A function that runs a template through its `Execution.set` (`include`, `tpl`) gets that template's segments.
 *
 * For a function where this is not good enough, give a hook: `trace: { hooks: new Map([["name", (call) => tag]]) }`. It receives the
 * arguments, their tags, the result and the side table, and returns the result's tag or `undefined` for the general rule.
 * It runs after the function and cannot change the result, so traced output stays byte-identical. Of a function that changes its
 * arguments a hook would see too little: for that there are `watches`, which look at them before, and give the hook.
 *
 * `Tag.marks` and `Segment.marks` travel the same way, for marks such as "secret": put one on the tags of the entries that hold
 * secrets, and every text made from them carries it.
 */
export type { TracedCall } from "./trace/traced-call.ts";
export type { Action, Mark, Read, Segment, Tag } from "./trace/tag.ts";
export type { TraceHook, TraceOptions, TraceWatch } from "./trace/trace-state.ts";
export type { Trace } from "./trace/traced-text.ts";
export { idOf as readId } from "./trace/tag.ts";
export { fieldsOf, mapOf } from "./trace/tag-table.ts";
export { TracedText } from "./trace/traced-text.ts";
