/** INI as gopkg.in/ini.v1 v1.67.3 writes it by default (file.go): `=` signs one below the other, an empty line after each section. */
import { byteLength } from "../../go/index.ts";
import { DEFAULT_SECTION, type IniKey, type IniSection } from "./read-ini.ts";

export function writeIni(sections: readonly IniSection[]): string {
  return sections
    .map((section, i) => writeSection(section, { first: i === 0, last: i === sections.length - 1 }))
    .join("");
}

function writeSection({ name, comment, keys }: IniSection, { first, last }: { first: boolean; last: boolean }): string {
  const head = sectionComment(comment);
  const headless = first && name.toUpperCase() === DEFAULT_SECTION;
  if (headless && keys.size === 0) return head;
  const width = Math.max(0, ...[...keys.keys()].map((key) => byteLength(nameText(key))));
  const body = [...keys].map(([key, entry]) => writeKey(key, entry, width)).join("");
  return `${head}${headless ? "" : `[${name}]\n`}${body}${last ? "" : "\n"}`;
}

function sectionComment(comment: string): string {
  return commentLines(comment, (line) => line);
}

/** Lines that begin with no sign of a comment get one. */
function commentLines(comment: string, trimmed: (line: string) => string): string {
  if (comment === "") return "";
  const lines = comment.split("\n").map((line) => {
    return /^[#;]/.test(line) ? `${line.charAt(0)} ${line.slice(1).trim()}` : `; ${trimmed(line)}`;
  });
  return lines.map((line) => `${line}\n`).join("");
}

function writeKey(key: string, { value, comment }: IniKey, width: number): string {
  const name = nameText(key);
  const blanks = " ".repeat(width - byteLength(name));
  return `${commentLines(comment, (line) => line.trim())}${name}${blanks} = ${valueText(value)}\n`;
}

function nameText(name: string): string {
  if (/["=:]/.test(name)) return `\`${name}\``;
  return name.includes("`") ? `"""${name}"""` : name;
}

function valueText(value: string): string {
  if (/[\n`]/.test(value)) return `"""${value}"""`;
  if (/[#;]/.test(value)) return `\`${value}\``;
  return value.trim() === value ? value : `"${value}"`;
}
