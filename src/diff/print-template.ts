/** The outputs `template` and `json`: a Go template over the list of changes. */
import { ParseError, TemplateSet } from "../go/template/index.ts";
import { func, GoError, type List, listItems, Slice, Struct, type Value } from "../go/index.ts";
import { nameParts } from "./object-name.ts";
import type { ReportEntry } from "./report.ts";

const ENTRY = "diff.ReportTemplateSpec";

/** What is made of the changes unless another template is given. */
const USUAL = `[
{{- $global := . -}}
{{- range $idx, $entry := . -}}
{
  "api": "{{ $entry.API }}",
  "kind": "{{ $entry.Kind }}",
  "namespace": "{{ $entry.Namespace }}",
  "name": "{{ $entry.Name }}",
  "change": "{{ $entry.Change }}"
}{{ if not (last $idx  $global) }},{{ end }}
{{- end }}]`;

export interface ReportTemplate {
  /** The base name of its file. */
  readonly name: string;
  readonly text: string;
}

export interface TemplateOptions {
  readonly template?: ReportTemplate | undefined;
  readonly log: (line: string) => void;
}

/** Throws `ParseError` for a template that is none. What goes wrong later ends the text where it stands. */
export function templateText(entries: readonly ReportEntry[], { template, log }: TemplateOptions): string {
  const set = new TemplateSet({ functions: FUNCTIONS });
  const { name, text } = template ?? { name: "entries", text: USUAL };
  let written = "";
  try {
    const parsed = set.parse(name, text);
    set.writeTemplate(parsed, new Slice(`[]${ENTRY}`, specsOf(entries, log)), (part) => (written += part));
  } catch (error) {
    if (error instanceof ParseError || !(error instanceof GoError)) throw error;
  }
  return `${written}\n`;
}

const FUNCTIONS = new Map([["last", func("last", "int, interface {}", isLast)]]);

function isLast(index: number, list: Value): boolean {
  return index === (listItems(list)?.length ?? 0) - 1;
}

function specsOf(entries: readonly ReportEntry[], log: (line: string) => void): List {
  return entries.flatMap(({ key, changeType }) => {
    const parts = nameParts(key);
    if (parts === undefined) {
      log("error processing report entry");
      return [];
    }
    const { namespace, name, kind, api } = parts;
    const fields = { Namespace: namespace, Name: name, Kind: kind, API: api, Change: changeType };
    return [new Struct(ENTRY, new Map(Object.entries(fields)))];
  });
}
