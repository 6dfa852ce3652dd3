/** Encrypted files with something wrong, and keys that do not fit. */
import type { Kind } from "./generate.ts";

export interface Damage {
  readonly name: string;
  /** YAML unless told. */
  readonly kind?: Kind;
  /** What is made of the encrypted file. */
  readonly change?: (text: string) => string;
  /** Where the keys are, in place of the right one in SOPS_AGE_KEY. */
  readonly env?: Readonly<Record<string, string>>;
  readonly asks?: readonly (readonly string[])[];
}

const VALUE = /ENC\[AES256_GCM,data:([^,]*),iv:([^,]*),tag:([^,]*),type:(\w+)\]/;
const MAC = /mac: ENC\[AES256_GCM,data:([^,]*)/;

function inValue(change: (value: string) => string): (text: string) => string {
  return (text) => text.replace(VALUE, change);
}

/** Another letter in base64. */
function turned(text: string, at: number): string {
  return text.slice(0, at) + (text.charAt(at) === "A" ? "B" : "A") + text.slice(at + 1);
}

const line = (start: string, instead: string) => (text: string) =>
  text.replace(new RegExp(`^( *)${start}.*$`, "m"), (_, indent: string) => (instead === "" ? "" : indent + instead));

/** Of a file with the entries `a: text`, `b: 5`, `c: [true]`. */
export const DAMAGES: readonly Damage[] = [
  { name: "nothing wrong" },
  { name: "data changed", change: inValue((value) => turned(value, 22)) },
  { name: "data cut", change: inValue((value) => value.replace(/data:.../, "data:")) },
  { name: "data that is no base64", change: inValue((value) => value.replace("data:", "data:*")) },
  { name: "iv cut", change: inValue((value) => value.replace(/iv:...../, "iv:")) },
  {
    name: "iv changed",
    change: inValue((value) => value.replace(/iv:(.)/, (_, first: string) => `iv:${turned(first, 0)}`)),
  },
  { name: "tag gone", change: inValue((value) => value.replace(/tag:[^,]*/, "tag:")) },
  {
    name: "tag changed",
    change: inValue((value) => value.replace(/tag:(.)/, (_, first: string) => `tag:${turned(first, 0)}`)),
  },
  { name: "a type that there is not", change: inValue((value) => value.replace("type:str", "type:strange")) },
  { name: "text called an integer", change: inValue((value) => value.replace("type:str", "type:int")) },
  { name: "text called a float", change: inValue((value) => value.replace("type:str", "type:float")) },
  { name: "text called a boolean", change: inValue((value) => value.replace("type:str", "type:bool")) },
  { name: "text called a time", change: inValue((value) => value.replace("type:str", "type:time")) },
  { name: "text called a comment", change: inValue((value) => value.replace("type:str", "type:comment")) },
  { name: "a value in the clear", change: inValue(() => "hunter2") },
  { name: "a number in the clear", change: inValue(() => "7") },
  { name: "a value cut off", change: inValue((value) => value.slice(0, 30)) },
  { name: "an empty value", change: inValue(() => '""') },
  { name: "another key", change: (text) => text.replace("a: ENC", "z: ENC") },
  {
    name: "entries in another order",
    change: (text) => text.replace(/^(a: .*\n)(b: .*\n)/, "$2$1"),
    asks: [[], ["--ignore-mac"]],
  },
  { name: "an entry more", change: (text) => `x_unencrypted: 1\n${text}`, asks: [[], ["--ignore-mac"]] },
  { name: "an entry less", change: (text) => text.replace(/^b: .*\n/m, "") },
  { name: "a key that is a number", change: (text) => text.replace("b: ENC", "5: ENC") },
  { name: "a key that stands twice", change: (text) => text.replace("b: ENC", "a: ENC") },
  { name: "mac changed", change: (text) => text.replace(MAC, (mac) => turned(mac, 27)) },
  { name: "mac gone", change: line("mac:", ""), asks: [[], ["--ignore-mac"]] },
  { name: "mac empty", change: line("mac:", "mac: ''") },
  { name: "mac in the clear", change: line("mac:", "mac: abc") },
  { name: "time changed", change: line("lastmodified:", 'lastmodified: "2020-01-01T00:00:00Z"') },
  { name: "time that is none", change: line("lastmodified:", "lastmodified: soon") },
  { name: "time without quotes", change: line("lastmodified:", "lastmodified: 2020-01-01T00:00:00Z") },
  { name: "time gone", change: line("lastmodified:", "") },
  { name: "version gone", change: line("version:", "") },
  { name: "version that is none", change: line("version:", "version: x.1.2") },
  { name: "version of two parts", change: line("version:", 'version: "3.5"') },
  { name: "version with zeroes", change: line("version:", "version: 03.5.0") },
  { name: "two rules", change: line("unencrypted_suffix:", "unencrypted_suffix: x\n    encrypted_suffix: y") },
  { name: "a rule that is no expression", change: line("unencrypted_suffix:", "encrypted_regex: '('") },
  { name: "no metadata", change: (text) => text.slice(0, text.indexOf("sops:")) },
  { name: "metadata that is text", change: (text) => `${text.slice(0, text.indexOf("sops:"))}sops: x\n` },
  { name: "metadata that is a list", change: (text) => `${text.slice(0, text.indexOf("sops:"))}sops: [x]\n` },
  { name: "metadata without keys", change: (text) => text.replace(/ {4}age:[^]*?(?= {4}lastmodified)/, "") },
  { name: "keys that are text", change: (text) => text.replace(/ {4}age:[^]*?(?= {4}lastmodified)/, "    age: x\n") },
  { name: "keys that are no list", change: (text) => text.replace("- enc:", "  enc:") },
  {
    name: "fields in capitals",
    change: (text) => text.replace("    mac:", "    MAC:").replace("    age:", "    Age:"),
  },
  { name: "recipient gone", change: line("recipient:", "") },
  { name: "armor without its end", change: line("-----END", "") },
  { name: "armor without its beginning", change: line("-----BEGIN", "") },
  { name: "armor of one line", change: (text) => text.replace(/(-----BEGIN.*\n).*\n.*\n/, "$1") },
  { name: "armor changed", change: (text) => text.replace(/(-----BEGIN.*\n *Y)W/, "$1X") },
  { name: "armor cut in a line", change: (text) => text.replace(/(-----BEGIN.*\n *.{60}).*/, "$1") },
  { name: "armor gone", change: (text) => text.replace(/enc: \|\n[^]*?-----END.*\n/, "enc: ''\n") },
  { name: "armor that is text", change: (text) => text.replace(/enc: \|\n[^]*?-----END.*\n/, "enc: abc\n") },
  { name: "payload changed", change: (text) => text.replace(/([A-Za-z0-9+/=]{6})(\n *-----END)/, "AAAA==$2") },
  {
    name: "a recipient more",
    change: (text) => text.replace("    age:\n", "    age:\n        - recipient: age1other\n          enc: x\n"),
  },
  { name: "an unknown field", change: line("version:", "version: 3.13.3\n    more: {a: 1}") },
  { name: "a threshold without groups", change: line("version:", "version: 3.13.3\n    shamir_threshold: 2") },
  { name: "a threshold that is text", change: line("version:", "version: 3.13.3\n    shamir_threshold: x") },
  { name: "no yaml", change: (text) => text.replace("a:", "a: [") },
  { name: "a list", change: () => "- a\n" },
  { name: "nothing", change: () => "" },
  { name: "a comment alone", change: () => "# x\n" },
  { name: "json", change: () => '{"a": 1}' },
  { name: "the wrong key", env: { SOPS_AGE_KEY: "wrong" } },
  { name: "the wrong key and the right one", env: { SOPS_AGE_KEY: "wrong one" } },
  { name: "no key", env: {} },
  { name: "a key that is none", env: { SOPS_AGE_KEY: "=AGE-SECRET-KEY-1QQQQ" } },
  {
    name: "a key with a letter changed",
    env: { SOPS_AGE_KEY: "=AGE-SECRET-KEY-1FCP8LAYN9PY6CPJ4UYQQ4E3E7QHRLD2039XN9ZLQ7QTC43R755YSECUXFF" },
  },
  {
    name: "a key in small letters",
    env: { SOPS_AGE_KEY: "=age-secret-key-1fcp8layn9py6cpj4uyqq4e3e7qhrld2039xn9zlq7qtc43r755ysecuxfq" },
  },
  { name: "text for a key", env: { SOPS_AGE_KEY: "=hunter2" } },
  { name: "an empty key", env: { SOPS_AGE_KEY: "=" } },
  { name: "a file of keys", env: { SOPS_AGE_KEY_FILE: "keys/one.txt" } },
  { name: "a file of other keys", env: { SOPS_AGE_KEY_FILE: "keys/wrong.txt" } },
  { name: "a file that is not there", env: { SOPS_AGE_KEY_FILE: "keys/none.txt" } },
  { name: "a folder of keys", env: { SOPS_AGE_KEY_FILE: "keys" } },
  { name: "a command", env: { SOPS_AGE_KEY_CMD: "cat 'keys/one.txt'" } },
  { name: "a configuration folder that is relative", env: { XDG_CONFIG_HOME: "config" } },
  { name: "a configuration folder without keys", env: { XDG_CONFIG_HOME: "/tmp/lade-no-such-folder" } },
  { name: "no home", env: { HOME: "" } },
  { name: "json cut in a text", kind: "json", change: (text) => text.slice(0, 40) },
  { name: "json cut behind a colon", kind: "json", change: (text) => text.slice(0, text.indexOf(":") + 1) },
  { name: "json cut behind a value", kind: "json", change: (text) => text.slice(0, text.indexOf(",\n") + 1) },
  { name: "json without its first key", kind: "json", change: (text) => text.replace(/"a": /, "") },
  { name: "json with a comma too many", kind: "json", change: (text) => text.replace(/,/, ",,") },
  { name: "json with an object for a key", kind: "json", change: (text) => text.replace('"a"', '{"a":1}') },
  { name: "json with more behind it", kind: "json", change: (text) => `${text}}}` },
  { name: "a json list", kind: "json", change: () => "[1]" },
  { name: "a json number", kind: "json", change: () => "1.5" },
  { name: "a json text", kind: "json", change: () => '"x"' },
  { name: "json of nothing", kind: "json", change: () => "" },
  { name: "json metadata of nothing", kind: "json", change: () => '{"a": 1, "sops": {}}' },
  { name: "json metadata twice", kind: "json", change: (text) => text.replace('"a"', '"sops": {}, "a"') },
  { name: "json with a number for a value", kind: "json", change: (text) => text.replace(/"a": "[^"]*"/, '"a": 1') },
  { name: "dotenv without a sign", kind: "env", change: (text) => `nothing\n${text}` },
  { name: "dotenv metadata twice", kind: "env", change: (text) => `${text}sops_mac=x\n` },
  { name: "dotenv list with a hole", kind: "env", change: (text) => text.replaceAll("list_0", "list_1") },
  { name: "dotenv map and list", kind: "env", change: (text) => `${text}sops_age__map_x=y\n` },
  { name: "dotenv without metadata", kind: "env", change: (text) => text.replace(/^sops_.*\n/gm, "") },
  { name: "ini without metadata", kind: "ini", change: (text) => text.slice(0, text.indexOf("[sops]")) },
  {
    name: "ini with metadata of nothing",
    kind: "ini",
    change: (text) => `${text.slice(0, text.indexOf("[sops]"))}[sops]\n`,
  },
  { name: "ini with metadata twice", kind: "ini", change: (text) => `${text}[sops]\nmac = x\n` },
  { name: "ini with an open section", kind: "ini", change: (text) => `[open\n${text}` },
  { name: "ini without a sign", kind: "ini", change: (text) => `nothing\n${text}` },
  { name: "ini without a name", kind: "ini", change: (text) => `= nothing\n${text}` },
  { name: "binary without its data", kind: "bin", change: (text) => text.replace('"data"', '"other"') },
];
