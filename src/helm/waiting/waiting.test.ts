import { describe, expect, test } from "bun:test";
import type { CauseNode } from "../../kube/index.ts";
import { explanationText } from "./explanation.ts";
import { FailFast } from "./fail-fast.ts";
import { PlainLines } from "./plain-lines.ts";
import { printable } from "./printable.ts";
import { fitted, textWidth, wrapped } from "./text-width.ts";
import { treeLines } from "./tree-lines.ts";
import type { WaitView } from "./observer.ts";

const of = (kind: string, name: string) => ({ apiVersion: "v1", kind, namespace: "ns", name });
const PULL = {
  kind: "image",
  reason: "ImagePullBackOff",
  message: 'Back-off pulling image "app:nope": ErrImagePull: app:nope: not found',
  recoverable: false,
} as const;

function pod(name: string): CauseNode {
  const object = of("Pod", name);
  const container: CauseNode = {
    ...{ object, container: "web", outlook: "stuck", state: "ImagePullBackOff", cause: PULL, children: [] },
  };
  return { object, outlook: "stuck", state: "Pending", children: [container] };
}

const TREE: CauseNode = {
  ...{ object: of("Deployment", "web"), outlook: "stuck", state: "0/3 ready", children: [pod("web-1"), pod("web-2")] },
  more: 1,
};
const READY: CauseNode = { object: of("Service", "web"), outlook: "ready", state: "Service is ready", children: [] };

function view(elapsedMs: number, ...trees: readonly CauseNode[]): WaitView {
  return { purpose: "ready", trees, ready: 4, total: 5, elapsedMs };
}

describe("a tree on a terminal", () => {
  test("says once what several pods have in common, and leaves out what is ready", () => {
    expect(treeLines(view(61_000, READY, TREE), { columns: 60, rows: 24, color: false })).toEqual([
      "4 of 5 ready  1:01",
      "Deployment/web  0/3 ready",
      "├─Pod/web-1  Pending",
      "│ └─container web  ImagePullBackOff",
      '│     ImagePullBackOff: Back-off pulling image "app:nope":',
      "│     ErrImagePull: app:nope: not found",
      "├─Pod/web-2  Pending",
      "│ └─container web  ImagePullBackOff",
      "└─1 more",
    ]);
  });

  for (const columns of [8, 20, 33, 80, 200]) {
    test(`fits ${columns} columns, coloured or not`, () => {
      const plain = treeLines(view(0, TREE), { columns, rows: 24, color: false });
      const colored = treeLines(view(0, TREE), { columns, rows: 24, color: true });
      for (const line of plain) expect(textWidth(line)).toBeLessThanOrEqual(columns);
      // eslint-disable-next-line no-control-regex -- colours are what is taken away
      expect(colored.map((line) => line.replace(/\x1b\[\d*m/g, ""))).toEqual(plain);
    });
  }

  test("is no higher than the terminal", () => {
    const lines = treeLines(view(0, TREE, TREE, TREE), { columns: 80, rows: 6, color: false });
    expect(lines).toHaveLength(5);
    expect(lines.at(-1)).toMatch(/^… \d+ more lines$/);
  });
});

describe("lines of a log", () => {
  test("are written when something has changed, and every 30 s", () => {
    const lines = new PlainLines();
    const waiting: CauseNode = { ...TREE, children: [], more: 0 };
    expect(lines.next(view(1000, READY, waiting))).toEqual(["0:01 Service/web ready", "0:01 Deployment/web 0/3 ready"]);
    expect(lines.next(view(2000, READY, waiting))).toEqual([]);
    expect(lines.next(view(3000, READY, TREE))).toEqual([
      '0:03 Deployment/web 0/3 ready: Pod/web-1 > container web: ImagePullBackOff: Back-off pulling image "app:nope": ErrImagePull: app:nope: not found',
    ]);
    expect(lines.next(view(34_000, READY, TREE))).toEqual(["0:34 4 of 5 ready"]);
  });
});

describe("text of a cluster", () => {
  const check = (name: string, text: string, shown: string) => test(name, () => expect(printable(text)).toBe(shown));
  check("moves no cursor and changes no colour", "a\x1b[2J\x1b[31mb\x1b]0;title\x07c\x9b1A", "abc 1A");
  check("is one line", "a\r\nb\tc\u2028d", "a b c d");
  check("is not turned round", "user\u202egpj.exe", "user gpj.exe");
  test("has an end", () => expect(printable("x".repeat(5000))).toHaveLength(2001));
});

test("wide characters take two columns", () => {
  expect(textWidth("日本")).toBe(4);
  expect(fitted("日本語", 5)).toBe("日本…");
  expect(wrapped("one two three four", 9, 3)).toEqual(["one two", "three", "four"]);
  expect(wrapped("one two three four", 9, 2)).toEqual(["one two", "three fo…"]);
});

describe("giving up", () => {
  const root = (recoverable: boolean): CauseNode => ({ ...READY, outlook: "stuck", cause: { ...PULL, recoverable } });
  test("needs a cause that stays", () => {
    let nowMs = 0;
    const failFast = new FailFast({ nowMs: () => nowMs });
    const judge = (atMs: number, ...causes: readonly CauseNode[]) => {
      nowMs = atMs;
      return failFast.judge(causes);
    };
    expect(judge(0, root(false))).toBeUndefined();
    expect(judge(9000, root(false))).toBeUndefined();
    expect(judge(9500)).toBeUndefined();
    expect(judge(11_000, root(false))).toBeUndefined();
    expect(judge(60_000, root(true))).toBeUndefined();
    expect(judge(61_000, root(false))).toBeUndefined();
    expect(judge(71_000, root(false))?.cause.reason).toBe("ImagePullBackOff");
  });
});

describe("below an error", () => {
  const object = of("Deployment", "web");
  const explain = (message: string, said: string): string => {
    const cause = { kind: "immutable", reason: "Invalid", message, recoverable: false } as const;
    return explanationText([{ where: "Deployment/web", object, cause }], said);
  };
  const message = 'Deployment.apps "web" is invalid: spec.selector: Invalid value: {}: field is immutable';
  const hint =
    "to have it deleted and made anew: lade plan … --recreate deployment/web --plan-out FILE, then lade apply FILE";

  test("stands what the error does not say", () => {
    expect(explain(message, "it failed")).toBe(`Cause: Deployment/web\n  Invalid: ${message}\n  ${hint}\n`);
  });
  test("what it does say is not repeated", () => {
    const said = `server-side apply failed for object ns/web: ${message}`;
    expect(explain(message, said)).toBe(`Cause: Deployment/web\n  spec.selector cannot change\n  ${hint}\n`);
  });
});
