/**
 * Go's text/template (Go 1.26) over the value model: texts are parsed, statements run straight from the parse tree, and pipelines are
 * compiled to closures when they are first met, once for all that look alike.
 * Output and errors are Go's, word for word. Left out: custom delimiters, comments in the tree, channels and iterator functions.
 */
export { ContextFunc, contextFunc } from "./context-func.ts";
export { ExecError, ParseError } from "./error.ts";
export { Execution } from "./execution.ts";
export type { RunnableTemplate, RunningSet } from "./execution.ts";
export type { MissingKey } from "./field.ts";
export type { Tree as Template } from "./parse/node.ts";
export { TemplateSet } from "./set.ts";
export type { TemplateOptions } from "./set.ts";
export { truth } from "./truth.ts";
export type {
  Action,
  Mark,
  Read,
  Segment,
  Tag,
  Trace,
  TracedCall,
  TraceHook,
  TraceOptions,
  TraceWatch,
} from "./trace.ts";
export { fieldsOf, mapOf, readId, TracedText } from "./trace.ts";
