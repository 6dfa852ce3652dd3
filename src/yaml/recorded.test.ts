import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromBytes, GoError } from "../go/index.ts";
import * as json from "../go/json/index.ts";
import * as yaml from "./index.ts";
import type { Node } from "./node.ts";

interface RecordedCase {
  readonly mode: string;
  readonly text?: string;
  /** The text where it is not valid UTF-8. */
  readonly base64?: string;
  readonly want: string;
}

const CASES = join(import.meta.dir, "../../test/cases/yaml/documents.jsonl");
const KINDS = { document: 1, sequence: 2, mapping: 4, scalar: 8, alias: 16 };

function summary(node: Node): unknown {
  const { style, tag, value, anchor, headComment, lineComment, footComment, line, column } = node;
  const children = node.content.map(summary);
  return [KINDS[node.kind], style, tag, value, anchor, headComment, lineComment, footComment, line, column, children];
}

function firstDocument(text: string): Node | undefined {
  return new yaml.NodeReader(text, "v3").next();
}

const answers: Record<string, (text: string) => string> = {
  unmarshal: (text) => json.marshal(yaml.unmarshal(text)),
  strict: (text) => json.marshal(yaml.unmarshal(text, { strict: true })),
  "decode-v3": (text) => {
    const document = firstDocument(text);
    return json.marshal(document === undefined ? null : yaml.decodeNode(document));
  },
  json: (text) => json.marshal(json.unmarshal(text)),
  nodes: (text) => JSON.stringify(yaml.parseNodes(text).map(summary)),
  emit: (text) => yaml.emitNodes(yaml.parseNodes(text)),
  "emit-wide": (text) => yaml.emitNodes(yaml.parseNodes(text), { sequences: "wide" }),
  marshal: (text) => yaml.marshal(json.unmarshal(text)),
  pretty: (text) => yaml.marshalPretty(json.unmarshal(text)),
};

function answer(mode: string, text: string): string {
  try {
    return answers[mode]?.(text) ?? `no mode ${mode}`;
  } catch (error) {
    if (error instanceof GoError) return `E ${error.message}`;
    throw error;
  }
}

/** A byte outside UTF-8 is not kept by JSON. */
function comparable(mode: string, text: string): unknown {
  const kept = text.toWellFormed();
  return mode === "nodes" && !kept.startsWith("E ") ? JSON.parse(kept) : kept;
}

describe("as Go answered", () => {
  const lines = readFileSync(CASES, "utf8").trimEnd().split("\n");
  for (const [i, line] of lines.entries()) {
    const { mode, text, base64, want } = JSON.parse(line) as RecordedCase;
    test(`${i + 1}: ${mode}`, () => {
      const input = base64 === undefined ? (text ?? "") : fromBytes(Buffer.from(base64, "base64"));
      expect(comparable(mode, answer(mode, input))).toEqual(comparable(mode, want));
    });
  }
});
