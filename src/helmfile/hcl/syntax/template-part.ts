import type { Expression } from "./ast.ts";
import type { Range } from "./range.ts";

export interface TemplateText {
  readonly kind: "text";
  text: string;
  range: Range;
}

/** What a template consists of, before its directives are matched. */
export type TemplatePart =
  | TemplateText
  | { readonly kind: "interpolation"; readonly expression: Expression; readonly range: Range }
  | { readonly kind: "if"; readonly condition: Expression; readonly range: Range }
  | ForPart
  | { readonly kind: "else" | "endif" | "endfor"; readonly range: Range }
  | { readonly kind: "end"; readonly range: Range };

export interface ForPart {
  readonly kind: "for";
  readonly keyName?: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly range: Range;
}
