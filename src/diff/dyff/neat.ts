/** YAML as dyff shows it (gonvenience/neat 1.3.20, output_yaml.go). */
import { quote } from "../../go/strconv/index.ts";
import type { Node } from "../../yaml/index.ts";
import { entriesOf } from "./nodes.ts";
import type { Palette, Part, Pen } from "./styles.ts";

/** `palette` says the colours of the parts; without one keys are bold and nothing is coloured. */
export function neatYaml(node: Node, pen: Pen, palette: Palette = {}): string {
  return new NeatWriter(pen, palette).written(node);
}

class NeatWriter {
  #text = "";

  readonly #step: string;

  constructor(
    readonly pen: Pen,
    readonly palette: Palette,
  ) {
    this.#step = this.#paint("indent", "  ");
  }

  written(node: Node): string {
    this.#node(node, "", false);
    return this.#text;
  }

  #paint(part: Part, text: string): string {
    const color = this.palette[part];
    return color === undefined ? text : this.pen(text, { color });
  }

  /** `inLine`: what stands before is on the same line. */
  #node(node: Node, prefix: string, inLine: boolean): void {
    switch (node.kind) {
      case "document":
        node.content.forEach((child) => this.#node(child, prefix, false));
        return this.#comment(node.footComment);
      case "sequence":
        return this.#list(node, prefix, inLine);
      case "mapping":
        return this.#map(node, prefix, inLine);
      case "scalar":
        return this.#scalar(node, prefix);
      case "alias":
        if (node.alias !== undefined) this.#node(node.alias, prefix, inLine);
    }
  }

  #comment(comment: string): void {
    if (comment !== "") this.#text += `${this.#paint("comment", comment)}\n`;
  }

  #list({ content }: Node, prefix: string, inLine: boolean): void {
    for (const [i, entry] of content.entries()) {
      if (i > 0 || !inLine) this.#text += prefix;
      this.#text += `${this.#paint("dash", "-")} `;
      this.#node(entry, prefix + this.#step, true);
    }
  }

  #map(map: Node, prefix: string, inLine: boolean): void {
    for (const [i, { key, value }] of entriesOf(map).entries()) {
      if (i > 0 || !inLine) this.#text += prefix;
      this.#comment(key.headComment);
      this.#text += this.pen(this.#paint("key", `${key.value}:`), { bold: true });
      this.#value(value, prefix);
      this.#comment(key.footComment);
    }
  }

  #value(value: Node, prefix: string): void {
    const anchor = value.anchor === "" || value.kind === "alias" ? "" : ` ${this.#paint("anchor", `&${value.anchor}`)}`;
    const isEmpty = value.content.length === 0;
    if (value.kind === "alias") this.#text += ` ${this.#paint("anchor", `*${value.value}`)}\n`;
    else if (value.kind === "scalar") {
      this.#text += `${anchor} `;
      this.#scalar(value, prefix + this.#step);
    } else if (isEmpty) {
      this.#text += `${anchor} ${this.#paint("empty", value.kind === "mapping" ? "{}" : "[]")}\n`;
    } else {
      this.#text += `${anchor}\n`;
      this.#node(value, value.kind === "mapping" ? prefix + this.#step : prefix, false);
    }
  }

  #scalar(node: Node, prefix: string): void {
    const lines = node.value.split("\n");
    if (lines.length === 1) this.#text += this.#paint(partOf(node), needsQuotes(node) ? quote(node.value) : node.value);
    else {
      const body = lines.map((line) => prefix + this.#paint("multiLine", line)).join("\n");
      this.#text += `${this.#paint("multiLine", "|")}\n${body}`;
    }
    if (node.lineComment !== "") this.#text += ` ${this.#paint("comment", node.lineComment)}`;
    this.#text += "\n";
    this.#comment(node.footComment);
  }
}

const PARTS: Readonly<Record<string, Part>> = {
  "!!binary": "binary",
  "!!float": "float",
  "!!int": "int",
  "!!bool": "bool",
  "!!null": "null",
};

function partOf({ tag }: Node): Part {
  return PARTS[tag] ?? "scalar";
}

const KEYWORDS = ["true", "false", "null", ".nan", ".inf", "-.inf", "+.inf"];

function needsQuotes({ tag, value }: Node): boolean {
  if (tag !== "!!str") return false;
  return KEYWORDS.includes(value) || value.startsWith("-") || /^[-+]?[0-9.e+]+$/.test(value) || /[ *&:,]/.test(value);
}
