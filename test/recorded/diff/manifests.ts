/** Pairs of manifests for `helm diff`, the same for the same seed: objects of several kinds, a part of which changes, goes or comes. */

import { Random } from "../../random.ts";

const WORDS = [
  ...[
    "alpha",
    "beta",
    "web",
    "db",
    "one two",
    "a:b",
    "true",
    "yes",
    "null",
    "~",
    "1",
    "1.5",
    "1e3",
    "0x10",
    "012",
    "",
    "off",
  ],
  ...[
    "2001-01-01",
    "- dash",
    "* star",
    "# hash",
    "{brace",
    "é",
    "日本",
    "long ".repeat(30).trim(),
    ".inf",
    "=",
    "<<",
    "'quoted'",
  ],
  ...[
    "10Mi",
    "500m",
    "example.com/app:1",
    "example.com/app:2",
    "-1",
    "+5",
    "1_000",
    "!x",
    "&a",
    "%p",
    "@at",
    "tab\there",
    "trail ",
    " lead",
  ],
];
const KEYS = [
  ...["name", "image", "key", "id", "value", "port", "a", "b", "c", "spec", "replicas", "env", "data", "y", "1"],
  ...["config.yaml", "my-key", "my_key", "x.y/z", "metadata", "kind", "manager"],
];
const LINES = ["foo", "bar", "baz", "  indented", "", "k: v", "line 1", "line 2", "line 3"];
const KINDS = [
  ["v1", "ConfigMap"],
  ["v1", "ConfigMap"],
  ["apps/v1", "Deployment"],
  ["v1", "Service"],
  ["v1", "Secret"],
  ["v1", "Secret"],
  ["batch/v1", "Job"],
  ["example.com/v1alpha1", "Widget"],
  ["rbac.authorization.k8s.io/v1", "Role"],
] as const;

type Fields = Record<string, unknown>;

interface Made {
  readonly source: string;
  readonly fields: Fields;
}

export interface Pair {
  readonly before: string;
  readonly after: string;
  readonly flags: readonly string[];
}

export function pairFrom(seed: number): Pair {
  return new Maker(new Random(seed)).pair();
}

class Maker {
  constructor(readonly random: Random) {}

  #many<T>(limit: number, make: () => T): T[] {
    return Array.from({ length: this.random.below(limit) + 1 }, make);
  }

  pair(): Pair {
    const before = this.#many(5, () => this.#object());
    const after = before.flatMap((object) => {
      if (this.random.isBelow(0.12)) return [];
      return [this.random.isBelow(0.15) ? object : this.#changed(object)];
    });
    if (this.random.isBelow(0.3)) after.push(this.#object());
    if (this.random.isBelow(0.15)) after.reverse();
    return { before: this.#manifest(before), after: this.#manifest(after), flags: this.#flags() };
  }

  #object(): Made {
    const [apiVersion, kind] = this.random.pick(KINDS);
    const name = this.random.isBelow(0.95)
      ? { name: this.random.pick(["web", "db", "app", "cfg", "n.3", "UP"]) }
      : { generateName: "g-" };
    const metadata: Fields = { ...name };
    if (this.random.isBelow(0.2)) metadata["namespace"] = this.random.pick(["ns1", "ns2", "default", 5]);
    if (this.random.isBelow(0.3)) metadata["labels"] = { app: this.random.pick(WORDS) };
    if (this.random.isBelow(0.3))
      metadata["annotations"] = {
        [this.#annotation()]: this.random.pick(["test", "test-success", "keep", "base", "1", 5, null]),
      };
    const source = this.random.isBelow(0.8) ? `# Source: c/templates/${this.random.pick(["a", "b", "c"])}.yaml\n` : "";
    return { source, fields: { apiVersion, kind, metadata, ...this.#body(kind) } };
  }

  #annotation(): string {
    return this.random.pick(["helm.sh/hook", "helm.sh/hook", "helm.sh/resource-policy", "helm-diff/base-name", "a/b"]);
  }

  #body(kind: string): Fields {
    if (kind === "ConfigMap") return { data: this.#map(1) };
    if (kind !== "Secret") return { spec: this.#value(4) };
    return {
      ...(this.random.isBelow(0.9) ? { data: this.#secretData() } : {}),
      ...(this.random.isBelow(0.3) ? { stringData: { s: this.random.pick(WORDS) } } : {}),
      ...(this.random.isBelow(0.3) ? { type: this.random.pick(["Opaque", "kubernetes.io/tls"]) } : {}),
      ...(this.random.isBelow(0.1) ? { immutable: true } : {}),
    };
  }

  #secretData(): Fields {
    const odd = ["notbase64!", "abc", 5, null, "YWJj\nZGVm", "YQ", ["x"]];
    const value = (): unknown =>
      this.random.isBelow(0.92) ? Buffer.from(this.random.pick(WORDS)).toString("base64") : this.random.pick(odd);
    return Object.fromEntries(this.#many(4, () => [this.random.pick(["pw", "user", "token", "a"]), value()] as const));
  }

  #value(depth: number): unknown {
    if (depth <= 0 || this.random.isBelow(0.5)) return this.#scalar();
    return this.random.isBelow(0.5) ? this.#map(depth - 1) : this.#list(depth - 1);
  }

  #map(depth: number): Fields {
    if (this.random.isBelow(0.05)) return {};
    return Object.fromEntries(this.#many(5, () => [this.random.pick(KEYS), this.#value(depth)] as const));
  }

  #list(depth: number): unknown[] {
    const name = this.random.pick(["name", "name", "key", "id"]);
    const shape = this.random.next();
    if (shape < 0.4)
      return this.#many(5, () => ({
        [name]: this.random.pick(["a", "b", "c"]) + this.random.below(9),
        ...this.#map(depth),
      }));
    return this.#many(5, () => (shape < 0.7 ? this.#scalar() : this.#value(depth)));
  }

  #scalar(): unknown {
    const makers = [
      () => this.random.below(100),
      () => this.random.isBelow(0.5),
      () => null,
      () => this.#many(8, () => this.random.pick(LINES)).join("\n") + this.random.pick(["", "\n", "\n\n"]),
      () => 1e6 * this.random.below(10),
    ];
    return this.random.isBelow(0.5) ? this.random.pick(WORDS) : this.random.pick(makers)();
  }

  #changed({ source, fields }: Made): Made {
    const { apiVersion, kind, metadata, ...body } = fields;
    let [changed, head]: [unknown, Fields] = [body, metadata as Fields];
    for (let times = this.random.below(3); times >= 0; times--) {
      if (this.random.isBelow(0.85)) changed = this.#mutated(changed);
      else head = { ...head, name: this.random.pick(["web", "db", "renamed"]) };
    }
    return { source, fields: { apiVersion, kind, metadata: head, ...(changed as Fields) } };
  }

  #mutated(value: unknown): unknown {
    if (Array.isArray(value)) return this.#mutatedList([...(value as unknown[])]);
    if (typeof value === "object" && value !== null) return this.#mutatedMap({ ...value });
    if (typeof value !== "string" || !value.includes("\n")) return this.#scalar();
    const lines = value.split("\n");
    lines.splice(this.random.below(lines.length), this.random.below(2), ...(this.random.isBelow(0.5) ? ["new"] : []));
    return lines.join("\n");
  }

  #mutatedList(list: unknown[]): unknown[] {
    const at = this.random.below(list.length);
    const how = this.random.next();
    if (how < 0.2) list.splice(at, 0, this.random.isBelow(0.5) ? list[0] : this.#value(2));
    else if (how < 0.4) list.splice(at, 1);
    else if (how < 0.55) list.reverse();
    else if (list.length > 0) list[at] = this.#mutated(list[at]);
    return list;
  }

  #mutatedMap(map: Fields): Fields {
    const keys = Object.keys(map);
    const key = keys[this.random.below(keys.length)] ?? "";
    const how = this.random.next();
    if (how < 0.2 || keys.length === 0) map[this.random.pick(KEYS)] = this.#value(2);
    else if (how < 0.35) delete map[key];
    else map[key] = this.#mutated(map[key]);
    return map;
  }

  #manifest(objects: readonly Made[]): string {
    const documents = objects.map(({ source, fields }) => source + this.#fields(fields, ""));
    const odd: readonly [string, number][] = [
      ["# only a comment", 0.1],
      ["", 0.1],
      ["just text", 0.03],
      ["foo: bar", 0.03],
      ["a: b: c", 0.04],
      ["kind: ConfigMap\napiVersion: v1\nmetadata: {name: anchors}\ndata: {a: &x 1, b: *x, <<: {z: 1}}", 0.05],
      [`apiVersion: v1\nkind: List\nitems:\n- ${this.#fields({ ...objects[0]?.fields }, "  ").trimStart()}`, 0.08],
    ];
    documents.push(...odd.filter(([, share]) => this.random.isBelow(share)).map(([document]) => document));
    const text = documents.map((document) => `---\n${document}${document.endsWith("\n") ? "" : "\n"}`).join("");
    if (this.random.isBelow(0.1)) return text.replaceAll("\n", "\r\n");
    return this.random.isBelow(0.1) ? text.replace(/\n$/, "") : text;
  }

  #fields(map: Fields, indent: string): string {
    const lines = Object.entries(map).map(([key, value]) => {
      const comment = this.random.isBelow(0.03) ? `# note\n${indent}` : "";
      const text = this.#yaml(value, indent);
      return `${indent}${comment}${key}:${text.startsWith("\n") ? "" : " "}${text}`;
    });
    return lines.join("\n");
  }

  #yaml(value: unknown, indent: string): string {
    if (value === null) return this.random.pick(["null", "~"]);
    if (typeof value === "string") return this.#text(value, indent);
    if (typeof value !== "object" || this.random.isBelow(0.1)) return JSON.stringify(value);
    if (Object.keys(value).length === 0) return Array.isArray(value) ? "[]" : "{}";
    if (!Array.isArray(value)) return `\n${this.#fields(value as Fields, `${indent}  `)}`;
    return value.map((item) => `\n${indent}- ${this.#item(item, `${indent}  `)}`).join("");
  }

  #item(item: unknown, indent: string): string {
    const isMap = typeof item === "object" && item !== null && !Array.isArray(item) && Object.keys(item).length > 0;
    return isMap ? this.#fields(item as Fields, indent).trimStart() : this.#yaml(item, indent);
  }

  #text(text: string, indent: string): string {
    const lines = text.replace(/\n+$/, "").split("\n");
    if (text.includes("\n") && /^\S/.test(text) && this.random.isBelow(0.7)) {
      const chomping = text.endsWith("\n\n") ? "+" : text.endsWith("\n") ? "" : "-";
      const body = lines.map((line) => (line === "" ? "" : `${indent}  ${line}`)).join("\n");
      return `|${chomping}\n${body}${chomping === "+" ? "\n" : ""}`;
    }
    return /^[A-Za-z0-9][A-Za-z0-9._/@-]*$/.test(text) && this.random.isBelow(0.7) ? text : JSON.stringify(text);
  }

  #flags(): string[] {
    const output = this.random.pick([
      "diff",
      "diff",
      "diff",
      "diff",
      "simple",
      "json",
      "structured",
      "structured",
      "dyff",
      "dyff",
    ]);
    const optional: readonly (readonly [share: number, ...words: string[]])[] = [
      [output === "diff" ? 0 : 1, "--output", output],
      [0.3, "-C", String(this.random.below(5))],
      [0.15, "--show-secrets"],
      [0.15, "--show-secrets-decoded"],
      [0.08, "-q"],
      [0.1, "--suppress", this.random.pick(["Deployment", "ConfigMap", "Secret"])],
      [0.15, "--suppress-output-line-regex", this.random.pick(["image", "^\\s*name", ".*", "[0-9]+", "a|b"])],
      [0.1, "--strip-trailing-cr"],
      [0.25, "-D", this.random.pick(["0.1", "0.5", "0.9", "1", "2"])],
      [0.2, "--normalize-manifests"],
      [0.2, "--include-tests"],
      [0.15, "--color"],
    ];
    return optional.filter(([share]) => this.random.isBelow(share)).flatMap(([, ...words]) => words);
  }
}
