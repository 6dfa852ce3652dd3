export { Trace } from "./trace.ts";
export { fieldsOf } from "./fields.ts";
export type { FieldHistory, Link } from "../resource/trace.ts";
