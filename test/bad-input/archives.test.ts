import { describe, expect, test } from "bun:test";
import { archive, chart, METADATA, tar, type TarEntry, TEMPLATE } from "./charts.ts";
import { refuses } from "./check.ts";
import { runHelm } from "./run-helm.ts";
import { Scratch } from "./scratch.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const GOOD = archive({ name: "c/templates/a.yaml", data: "kind: A\n" });
const NOISE = Uint8Array.from({ length: 5000 }, (_, i) => ((i * 7919) >> 3) & 255);
const MEGABYTE = 2 ** 20;

const PARENT = "chart illegally references parent directory";
const CUT = "unexpected EOF";
const BOMB = "decompressed chart is larger than the maximum file size 104857600";

/** Helm 4 says of all that it cannot load them; Helm 3 says why. */
const ARCHIVES: readonly [name: string, bytes: Uint8Array, helm3: string | RegExp][] = [
  ["a path with ..", archive({ name: "c/../../evil.yaml", data: "x" }), PARENT],
  [
    "an absolute path below the chart",
    archive({ name: "c//etc/evil", data: "x" }),
    "chart illegally contains absolute paths",
  ],
  ["a path with .. and \\", archive({ name: "c\\..\\..\\evil", data: "x" }), PARENT],
  ["a drive", archive({ name: "c/c:/evil", data: "x" }), "chart contains illegally named files"],
  [
    "Chart.yaml outside a folder",
    Bun.gzipSync(tar({ name: "Chart.yaml", data: METADATA }) as Bytes),
    'chart illegally contains content outside the base directory: "Chart.yaml"',
  ],
  ["nothing", Bun.gzipSync(new Uint8Array()), "no files in chart archive"],
  ["noise within gzip", Bun.gzipSync(NOISE), "archive/tar: invalid tar header"],
  ["an end before its end", GOOD.subarray(0, GOOD.length - 20), CUT],
  ["an end in its middle", GOOD.subarray(0, 60), CUT],
  [
    "a broken stream",
    GOOD.map((byte, i) => (i === 30 || i === 31 ? byte ^ 255 : byte)),
    /^(flate: corrupt input before offset \d+|unexpected EOF)$/,
  ],
  ["a file that is longer than the archive", archive({ name: "c/a", size: 100_000 }), CUT],
  ["a file of 8 GB, as it says", archive({ name: "c/a", size: 8 ** 11 - 1 }), BOMB],
  [
    "a file of 6 MB, as it says",
    archive({ name: "c/a", size: 6 * 2 ** 20 }),
    /^decompressed chart file "c\/a" is larger/,
  ],
  ["half a header", Bun.gzipSync(Buffer.concat([tar({ name: "c/a" }).subarray(0, 512), Buffer.from("abc")])), CUT],
  ["a file of 200 MB in 200 KB", archive({ name: "c/a", data: new Uint8Array(200 * MEGABYTE) }), BOMB],
  [
    "thirty files of 4 MB",
    archive(...Array.from({ length: 30 }, (_, i) => ({ name: `c/${i}`, data: new Uint8Array(4 * MEGABYTE) }))),
    BOMB,
  ],
];

/** The unpacked length stands in the last four bytes. */
function lying(bytes: Uint8Array): Uint8Array {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(bytes.length - 4, 1024, true);
  return bytes;
}

describe("archives with", () => {
  for (const [name, bytes, helm3] of ARCHIVES) {
    refuses(name, {
      files: { "c.tgz": bytes },
      args: ["template", "r", "c.tgz"],
      error: "unable to load chart archive",
      helm3,
      peakMbMax: 800,
    });
  }
  refuses("a file of 500 MB, and a trailer that says 1 KB", {
    files: { "c.tgz": lying(archive({ name: "c/a", data: new Uint8Array(500 * MEGABYTE) })) },
    args: ["template", "r", "c.tgz"],
    error: "unable to load chart archive",
    helm3: BOMB,
    peakMbMax: 300,
  });
  const line = Buffer.from("a line that is repeated again and again\n");
  refuses("300 MB of one line, and a trailer that says 1 KB", {
    files: { "c.tgz": lying(archive({ name: "c/a", data: Buffer.alloc(300 * MEGABYTE, line) })) },
    args: ["template", "r", "c.tgz"],
    error: "unable to load chart archive",
    helm3: BOMB,
    peakMbMax: 300,
  });
  const untyped = "file '$WORK/c.tgz' does not appear to be a gzipped archive; got ";
  const others: readonly [name: string, bytes: Uint8Array, type: string][] = [
    ["text", Buffer.from("hello world, this is text"), "application/octet-stream"],
    ["a web page", Buffer.from("<!DOCTYPE html><html>not found</html>"), "text/html; charset=utf-8"],
    ["no bytes", new Uint8Array(), "application/octet-stream"],
    ["noise", NOISE, "application/octet-stream"],
  ];
  for (const [name, bytes, type] of others) {
    refuses(name, { files: { "c.tgz": bytes }, args: ["template", "r", "c.tgz"], error: `${untyped}'${type}'` });
  }
  refuses("no Chart.yaml", {
    files: { "c.tgz": Bun.gzipSync(tar({ name: "c/values.yaml", data: "a: 1" }) as Bytes) },
    args: ["template", "r", "c.tgz"],
    error: "unable to detect chart version, no Chart.yaml found",
    helm3: "Chart.yaml file is missing",
  });
});

describe("subcharts with", () => {
  const within = (bytes: Uint8Array) => chart({ more: { "c/charts/x.tgz": bytes } });
  refuses("noise", {
    files: within(NOISE),
    args: TEMPLATE,
    error: "error unpacking subchart x.tgz in c: gzip: invalid header",
  });
  refuses("an end in its middle", {
    files: within(GOOD.subarray(0, 60)),
    args: TEMPLATE,
    error: "error unpacking subchart x.tgz in c: unexpected EOF",
  });
  refuses("a path with ..", {
    files: within(archive({ name: "x/../../evil", data: "x" })),
    args: TEMPLATE,
    error: "error unpacking subchart x.tgz in c: chart illegally references parent directory",
  });
});

describe("lint unpacks below the name of the chart", () => {
  const metadata = (name: string) => ({ name: "x/Chart.yaml", data: METADATA.replace("name: c", name) });
  const faults: readonly [what: string, entries: readonly TarEntry[], fault: RegExp][] = [
    ["which it must have", [metadata("home: c")], /chart name not specified/],
    ["which is no path", [metadata("name: ../c")], /chart name "..\/c" must not contain path separators/],
    [
      "which is a text",
      [metadata("name: [c]")],
      /cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: /,
    ],
    [
      "where a file may stand in the way of a folder",
      [metadata("name: c"), { name: "x/a", data: "" }, { name: "x/a/b", data: "" }],
      /mkdir \S*\/c\/a: not a directory/,
    ],
  ];
  for (const [what, entries, fault] of faults) {
    for (const dialect of ["helm4", "helm3"] as const) {
      test(`${what} (${dialect})`, async () => {
        using scratch = new Scratch({ "x-1.tgz": Bun.gzipSync(tar(...entries) as Bytes) });
        const { stdout, stderr } = await runHelm(scratch, ["lint", "x-1.tgz"], { dialect });
        expect(stdout).toMatch(new RegExp(`^==> Linting x-1\\.tgz\nError unable to extract tarball: ${fault.source}`));
        expect(stderr).toBe("Error: 1 chart(s) linted, 1 chart(s) failed\n");
      });
    }
  }
});

test("show values prints every values.yaml of an archive", async () => {
  const twice = [1, 2].map((n) => ({ name: "c/values.yaml", data: `a: ${n}\n` }));
  using scratch = new Scratch({ "c.tgz": archive(...twice) });
  expect((await runHelm(scratch, ["show", "values", "c.tgz"])).stdout).toBe("a: 1\n\na: 2\n\n");
});

describe("links in archives lead nowhere", () => {
  for (const [name, type] of [
    ["link", "2"],
    ["hard link", "1"],
    ["pipe", "6"],
  ] as const) {
    test(name, async () => {
      using scratch = new Scratch({
        "c.tgz": archive(
          { name: "c/templates/l.yaml", type, link: "/etc/passwd" },
          { name: "c/templates/a.yaml", data: "kind: A\n" },
        ),
      });
      const { exitCode, stdout } = await runHelm(scratch, ["template", "r", "c.tgz"]);
      expect(exitCode).toBe(0);
      expect(stdout).not.toContain("root:");
    });
  }
});

describe("provenance", () => {
  const files = { "c.tgz": GOOD, "c.tgz.prov": "x", noise: NOISE };
  const verify = (keyring: string) => ["verify", "c.tgz", "--keyring", keyring];
  refuses("no keyring", {
    files,
    args: verify("nope"),
    error: "failed to load keyring: open nope: no such file or directory",
  });
  refuses("a keyring of noise", { files, args: verify("noise"), error: /^failed to load keyring: openpgp: / });
});
