/** Documents for SOPS by chance, from a seed: YAML with comments, anchors, blocks and odd scalars; JSON; dotenv; INI; bytes. */
import { Random } from "../../random.ts";

export type Kind = "yaml" | "json" | "env" | "ini" | "bin";

function listOf<T>(length: number, make: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => make(i));
}

const KEYS = [
  ...[
    "a",
    "b",
    "c",
    "name",
    "password_encrypted",
    "token_unencrypted",
    "key with space",
    "'quoted key'",
    "ключ",
    "日本",
    "😀",
  ],
  ...['"dq\\tkey"', "a.b/c", "x-1", "data", "stringData", '"yes"', '"1"', "true_", '""', "_", '"a: b"', '"#c"', '"<<"'],
];

const SCALARS = [
  ...[
    "x",
    "hello world",
    "'single quoted'",
    '"double \\n quoted"',
    '"tab\\there"',
    '""',
    "~",
    "null",
    "",
    "true",
    "false",
  ],
  ...[
    "yes",
    '"yes"',
    "on",
    "y",
    "1",
    "0",
    "-5",
    "007",
    "0o17",
    "0x1F",
    "1_000",
    "9223372036854775807",
    "1.5",
    "-0.0",
    "1e3",
  ],
  ...[
    "1e21",
    "1E-7",
    ".5",
    "5.",
    "3.14159265358979",
    ".inf",
    "-.inf",
    ".nan",
    "2020-01-01",
    "2001-12-14T21:59:43.10-05:00",
  ],
  ...[
    "2001-12-14 21:59:43.10",
    "12:30:45",
    '"2020-01-01"',
    "!!str 5",
    '!!int "7"',
    "!!float 3",
    '!!bool "true"',
    "!custom tag",
  ],
  ...[
    "!!binary aGVsbG8=",
    "!!binary /+8=",
    "a#b",
    '"a #b"',
    "'it''s'",
    "ünïcödé",
    "日本語 テキスト",
    "emoji 😀",
    '"\\u0000"',
  ],
  ...[
    '"\\x07bell"',
    '"\\r\\n"',
    '"\\u2028"',
    '"\\u00a0nbsp"',
    '" lead"',
    '"trail "',
    '"- dash"',
    '": c"',
    '"{}"',
    '"*x"',
    '"%x"',
  ],
  ...[
    '"---"',
    '"<<"',
    "=",
    "https://example.com/a?b=c#d",
    "C:\\path",
    '"null"',
    '"1.0"',
    "ENC[not",
    "+1",
    "0b101",
    "1__0",
  ],
  ...["plain\n  continued\n  third", '"folded\n  double\n\n  quoted"', "long ".repeat(30).trim()],
];

const BLOCKS = [
  ...["|\n%l1\n%  l2\n%l3", "|-\n%no end", "|+\n%keep\n\n", ">\n%folded\n%text\n\n%para", ">-\n%f\n%g", "|2\n%  lead"],
  ...[
    "|\n%# not comment\n%a: b",
    "|\n%trail \n%x",
    "|\n%tab\there",
    "|-\n%-----BEGIN KEY-----\n%abc\n%-----END KEY-----",
  ],
];

const COMMENTS = [
  "# comment",
  "#no space",
  "#",
  "##  double",
  "# ünïcode 😀",
  "# sops:enc",
  "# plain:",
  "# a: b",
  "# trail  ",
];
const FLOW_LEAVES = ["a", "1", "true", '"q, r"', "null", "1.5", "'s'"];

class YamlMaker {
  readonly #out: string[] = [];
  readonly #anchors: string[] = [];
  #count = 0;

  constructor(readonly random: Random) {}

  text(): string {
    const documents = this.random.isBelow(0.12) ? 2 : 1;
    for (let i = 0; i < documents; i++) {
      if (i > 0 || this.random.isBelow(0.1)) this.#out.push(this.random.isBelow(0.1) ? "--- # doc" : "---");
      this.#anchors.length = 0;
      this.#comment("");
      this.#map("", 3);
      this.#comment("");
    }
    return `${this.#out.join("\n")}\n`;
  }

  #comment(indent: string): void {
    if (!this.random.isBelow(0.2)) return;
    for (let i = this.random.below(2); i >= 0; i--) this.#out.push(indent + this.random.pick(COMMENTS));
    if (this.random.isBelow(0.3)) this.#out.push("");
  }

  #behind(): string {
    return this.random.isBelow(0.12) ? ` ${this.random.pick(COMMENTS)}` : "";
  }

  #flow(depth: number): string {
    const leaf = (): string =>
      depth > 0 && this.random.isBelow(0.3) ? this.#flow(depth - 1) : this.random.pick(FLOW_LEAVES);
    const leaves = listOf(this.random.below(4), leaf);
    return this.random.isBelow(0.5)
      ? `[${leaves.join(", ")}]`
      : `{${leaves.map((text, i) => `k${i}: ${text}`).join(", ")}}`;
  }

  #map(indent: string, depth: number): void {
    const keys = new Set(listOf(1 + this.random.below(4), () => this.random.pick(KEYS)));
    for (const key of keys) {
      this.#comment(indent);
      this.#entry(`${indent}${key}:`, indent, depth);
    }
    if (this.#anchors.length > 0 && this.random.isBelow(0.15) && !keys.has('"<<"')) {
      this.#out.push(`${indent}<<: *${this.random.pick(this.#anchors)}${this.#behind()}`);
    }
  }

  #list(indent: string, depth: number): void {
    for (let i = this.random.below(4); i >= 0; i--) {
      this.#comment(indent);
      this.#entry(`${indent}-`, indent, depth);
    }
  }

  #entry(head: string, indent: string, depth: number): void {
    const inner = indent + this.random.pick(["  ", "    "]);
    const kind = this.random.next();
    if (depth > 0 && kind < 0.22) this.#anchored(head, inner, depth);
    else if (depth > 0 && kind < 0.38) {
      this.#out.push(head + this.#behind());
      this.#list(inner, depth - 1);
    } else if (kind < 0.45) this.#out.push(`${head} ${this.#flow(1)}${this.#behind()}`);
    else if (kind < 0.53) this.#out.push(`${head} ${this.random.pick(BLOCKS).replaceAll("%", inner)}`);
    else if (kind < 0.56 && this.#anchors.length > 0) this.#out.push(`${head} *${this.random.pick(this.#anchors)}`);
    else this.#scalar(head, inner);
  }

  #anchored(head: string, inner: string, depth: number): void {
    const name = this.random.isBelow(0.3) ? `a${++this.#count}` : "";
    this.#out.push(head + (name === "" ? "" : ` &${name}`) + this.#behind());
    this.#map(inner, depth - 1);
    if (name !== "") this.#anchors.push(name);
  }

  #scalar(head: string, inner: string): void {
    const scalar = this.random.pick(SCALARS).replaceAll("\n  ", `\n${inner}  `);
    this.#out.push(`${head} ${scalar}${scalar.includes("\n") ? "" : this.#behind()}`.replace(/ $/, ""));
  }
}

const JSON_LEAVES = [
  ...[
    '"x"',
    '""',
    "1",
    "0",
    "-1",
    "1.5",
    "1e3",
    "1e21",
    "0.1",
    "-0",
    "-0.0",
    "9223372036854775807",
    "9223372036854775808",
  ],
  ...[
    "12345678901234567890123",
    "true",
    "false",
    "null",
    '"a\\nb"',
    '"\\u00e9\\ud83d\\ude00"',
    '"<a>&\'\\""',
    '"\\u2028"',
  ],
  ...['"\\ud800"', '"日本"', '"\\/slash"', "{}", "[]", "[[]]", "[{}]", '"1"', '"true"', "123456789.123456789"],
];
const JSON_KEYS = ["a_unencrypted", "b_encrypted", "ключ", "", "a b", "<x>", "dup", "dup"];

function jsonText(random: Random): string {
  const value = (depth: number): string => {
    const kind = random.next();
    if (depth > 0 && kind < 0.3) return object(depth - 1);
    if (depth > 0 && kind < 0.45) return `[${listOf(random.below(4), () => value(depth - 1)).join(", ")}]`;
    return random.pick(JSON_LEAVES);
  };
  const entry = (i: number, depth: number): string =>
    `${JSON.stringify(random.isBelow(0.3) ? random.pick(JSON_KEYS) : `k${i}`)}${random.pick([":", ": "])}${value(depth)}`;
  const object = (depth: number): string =>
    `{${listOf(1 + random.below(4), (i) => entry(i, depth)).join(random.pick([",", ",\n  "]))}}`;
  return object(3) + random.pick(["", "\n"]);
}

function envText(random: Random): string {
  const line = (i: number): string =>
    random.pick([
      ...["# comment", "#x=1", "", `K${i}=value`, `K${i}=`, `K${i}="quoted"`, `K${i}=a=b=c`, `K${i}=with # hash`, "#"],
      ...[
        `K${i}=a\\nb`,
        `K${i}= lead`,
        `K ${i}=x`,
        "k_unencrypted=clear",
        "p_encrypted=s",
        "ü=日本😀",
        `K${i}=tab\there`,
      ],
      ...[`export K${i}=1`, `K${i}=x\r`, "=novalue", `K${i}=\\\\n`],
    ]);
  return listOf(1 + random.below(7), line).join("\n") + random.pick(["", "\n", "\n\n"]);
}

function iniText(random: Random): string {
  const comments = (): string[] =>
    random.isBelow(0.3) ? [random.pick(["; comment", "# comment", ";c", "; # both", "  ; indented", "; a\n# b"])] : [];
  const key = (i: number): string =>
    random.pick([
      ...[`k${i} = v`, `k${i}=v`, `k${i}: v`, `k${i} = "q"`, `k${i} = 'q'`, `k${i} = "q" # c`, `k${i} = a ; inline`],
      ...[`k${i} = \`back # tick\``, `k${i} = """multi\nline # x"""`, `k${i} = cont \\\n  more`, `k${i} =`, "- = auto"],
      ...[
        `long_key_${"x".repeat(random.below(20))} = 1`,
        `"k=${i}" = v`,
        `\`b"${i}\` = v`,
        `k${i} = ü 😀`,
        "k_unencrypted = c",
      ],
      ...[`k${i} = "  spaced  "`, `k${i} = it's`, `k${i} = "a" b`, `k${i} = 1.50`, `dup = ${i}`],
    ]);
  const keys = (): string[] => listOf(random.below(5), key).flatMap((line) => [...comments(), line]);
  const head = (): string =>
    random.pick(["[s]", "[s] ; c", "[dup]", "[a b]", "[a.b]", "[ü]", "[x_unencrypted]", "[DEFAULT]"]);
  const sections = listOf(1 + random.below(3), () => [...comments(), head(), ...keys()]).flat();
  return [...(random.isBelow(0.4) ? keys() : []), ...sections, ...comments()].join("\n") + random.pick(["", "\n"]);
}

export function generate(kind: Kind, seed: number): Uint8Array {
  const random = new Random(seed);
  if (kind === "bin") return Uint8Array.from(listOf(random.below(200), () => random.below(256)));
  const yamlText = (): string => new YamlMaker(random).text();
  const text = { yaml: yamlText, json: jsonText, env: envText, ini: iniText }[kind](random);
  return new TextEncoder().encode(text);
}
