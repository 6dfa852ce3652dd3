/** Documents for SOPS that were written by hand: one for each thing that a format can hold, and for each rule of what is encrypted. */
import type { Kind } from "./generate.ts";

export interface Document {
  readonly name: string;
  readonly kind: Kind;
  readonly text: string;
  /** How it is encrypted, behind `sops`. */
  readonly options?: readonly string[];
  /** The same in a rule of .sops.yaml, for what has no flag. */
  readonly rule?: string;
  /** How it is decrypted, behind `sops decrypt`: without anything unless told. */
  readonly asks?: readonly (readonly string[])[];
}

const ALL_FORMATS = ["yaml", "json", "dotenv", "ini", "binary"].map((format) => ["--output-type", format]);

const RULED = `# head
password_encrypted: a
plain: b
token_unencrypted: c
data:
  x_unencrypted: d
  y: e
# sops:enc
secret: f
  # plain:
list: [1, 2]
`.replace("  # plain", "# plain");

const COMMENTED = `# first

# second
a: 1 # behind a
# before b
b:
  # before c
  c: x # behind c

  # below c
# before list
list:
  # before item
  - one # behind one
  # between

  - two
  # below two
map: # behind map
  k: v
# at the end
`;

export const DOCUMENTS: readonly Document[] = [
  {
    name: "types",
    kind: "yaml",
    text: "s: text\ni: 5\nf: 1.5\nt: true\nn: null\nd: 2020-01-02\ne: ''\nl: []\nm: {}\n",
    asks: [[], ...ALL_FORMATS],
  },
  {
    name: "numbers",
    kind: "yaml",
    text: "a: 1e3\nb: 1e21\nc: -0.0\nd: .inf\ne: 0x1F\nf: 0o17\ng: 1_000\nh: 5.\n",
    asks: [[], ["--output-type", "json"], ["--output-type", "dotenv"]],
  },
  {
    name: "text that looks like something else",
    kind: "yaml",
    text: 'a: "yes"\nb: "1"\nc: "1:30"\nd: "null"\ne: "~"\nf: "2020-01-01"\ng: "<<"\nh: "0x1"\n',
  },
  {
    name: "text that needs quotes",
    kind: "yaml",
    text: 'a: " x"\nb: "x "\nc: "a: b"\nd: "#"\ne: "\\t"\nf: "\\u0007"\ng: "- "\nh: "a\\nb"\ni: "a \\nb"\nj: "\\n"\n',
  },
  {
    name: "blocks",
    kind: "yaml",
    text: "a: |\n  x\n  y\nb: |-\n  x\nc: |+\n  x\n\nd: >\n  x\n  y\n\n  z\ne: |2\n    x\n",
  },
  {
    name: "comments",
    kind: "yaml",
    text: COMMENTED,
    asks: [[], ["--output-type", "json"], ["--extract", '["list"]'], ["--extract", '["b"]']],
  },
  { name: "comments alone", kind: "yaml", text: "# only\na: 1\n---\n# nothing else\n{}\n" },
  { name: "anchors", kind: "yaml", text: "a: &x\n  k: v\nb: *x\nc:\n  <<: *x\n  l: 1\nd: [*x, &y 5, *y]\n" },
  {
    name: "documents",
    kind: "yaml",
    text: "a: 1\n---\nb: 2\n---\n---\n# c\nc: 3\n",
    asks: [[], ["--output-type", "json"], ["--output-type", "binary"], ["--extract", '["a"]']],
  },
  {
    name: "unicode",
    kind: "yaml",
    text: 'ключ: значение\n日本: 語\nemoji: 😀\nnel: "\\x85"\nls: "\\u2028 a\\nb"\nbom: "\\ufeffx"\n',
  },
  {
    name: "bytes",
    kind: "yaml",
    text: `a: !!binary /+8=\nb: !!binary ${"/+8".repeat(40)}\n`,
    asks: [[], ["--output-type", "json"]],
  },
  {
    name: "nested lists",
    kind: "yaml",
    text: "a:\n- - 1\n  - - 2\n    - {b: [3]}\n-\n".replace("-\n", ""),
    asks: [[], ["--extract", '["a"][0][1]'], ["--extract", '["a"][0][1][1]["b"]']],
  },
  {
    name: "parts",
    kind: "yaml",
    text: "a:\n  b: [x, 5, {c: d}]\n  e: true\n",
    asks: [
      ["--extract", '["a"]'],
      ["--extract", '["a"]["b"][0]'],
      ["--extract", '["a"]["b"][1]'],
      ["--extract", "['a']['b'][2]"],
      ["--extract", '["a"]["e"]', "--output-type", "json"],
      ["--extract", '["z"]'],
      ["--extract", '["a"]["b"][9]'],
      ["--extract", '["a"'],
    ],
  },
  {
    name: "kubernetes",
    kind: "yaml",
    text: "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\ntype: Opaque\nstringData:\n  p: x\n",
    options: ["--encrypted-regex", "^(data|stringData)$"],
  },
  { name: "unencrypted suffix", kind: "yaml", text: RULED, options: ["--unencrypted-suffix", "_unencrypted"] },
  { name: "encrypted suffix", kind: "yaml", text: RULED, options: ["--encrypted-suffix", "_encrypted"] },
  { name: "encrypted regex", kind: "yaml", text: RULED, options: ["--encrypted-regex", "^(data|secret)$"] },
  { name: "unencrypted regex", kind: "yaml", text: RULED, options: ["--unencrypted-regex", "^(plain|data)$"] },
  { name: "encrypted comment regex", kind: "yaml", text: RULED, rule: "encrypted_comment_regex: sops:enc" },
  { name: "unencrypted comment regex", kind: "yaml", text: RULED, rule: "unencrypted_comment_regex: 'plain:'" },
  {
    name: "mac of the encrypted alone",
    kind: "yaml",
    text: RULED,
    options: ["--encrypted-suffix", "_encrypted", "--mac-only-encrypted"],
  },
  {
    name: "json",
    kind: "json",
    text: '{"b":1,"a":{"c":[1,"x",null,1.5,{}],"d":[]},"e":"<&>"}',
    asks: [[], ...ALL_FORMATS, ["--extract", '["a"]["c"]'], ["--extract", '["b"]']],
  },
  { name: "keys that stand twice", kind: "json", text: '{"a":1,"a":2,"b":{"c":1,"c":"x"}}' },
  {
    name: "numbers in json",
    kind: "json",
    text: '{"a":9223372036854775807,"b":9223372036854775808,"c":1e2,"d":-0,"e":1.0,"f":12345678901234567890123}',
    asks: [[], ["--output-type", "yaml"], ["--output-type", "dotenv"]],
  },
  {
    name: "rules in json",
    kind: "json",
    text: '{"a_unencrypted":{"b":[1,"x"]},"c":"y"}',
    options: ["--unencrypted-suffix", "_unencrypted"],
  },
  {
    name: "dotenv",
    kind: "env",
    text: '# comment\nA=1\nB=with spaces # no comment\n\nC="quoted"\nD=a\\nb\nE=\n',
    asks: [[], ...ALL_FORMATS, ["--extract", '["A"]']],
  },
  {
    name: "ini",
    kind: "ini",
    text: '; top\nglobal = 1\n\n; section\n[one]\n; key\na = x\nlong_name = y ; behind\n# below\n[two]\nb = "  z "\nc = `#`\n',
    asks: [[], ...ALL_FORMATS, ["--extract", '["one"]["a"]'], ["--extract", '["one"]']],
  },
  {
    name: "binary",
    kind: "bin",
    text: "any\u0000thing\r\nat all\n",
    asks: [[], ["--output-type", "json"], ["--output-type", "yaml"], ["--extract", '["data"]']],
  },
  { name: "empty binary", kind: "bin", text: "", asks: [[], ["--output-type", "yaml"]] },
];
