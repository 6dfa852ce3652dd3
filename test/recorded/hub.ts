/**
 * `helm search hub` against a hub on loopback: the questions, how they are asked, and, run by itself, what the real programs answer:
 *
 *   HELM4=FILE HELM3=FILE bun test/recorded/hub.ts
 *
 * writes test/cases/hub/helm4.jsonl and helm3.jsonl. The hub's address is written as $HUB.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ask } from "./ask.ts";
import { recordBoth } from "./both-dialects.ts";

const CASES = resolve(import.meta.dir, "../cases/hub");

export interface Question {
  readonly id: string;
  /** Behind `search hub`. */
  readonly args: readonly string[];
  /** What the hub says. */
  readonly answer: string;
  readonly status?: number;
}

export interface HubAnswer {
  readonly id: string;
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Path and query of what the hub was asked. */
  readonly asked: readonly string[];
}

const repo = { url: "https://charts.example.com/stable", name: "stable" };
const latest = (version: string, app: string) => ({ latestChartVersion: { data: { version, app_version: app } } });

const ARTIFACT_HUB = JSON.stringify({
  data: [
    {
      id: "stable/web",
      type: "chart",
      artifactHub: { packageUrl: "https://hub.example.com/packages/helm/stable/web" },
      attributes: { name: "web", description: "A web server", repo },
      relationships: latest("1.2.3", "4.5.6"),
    },
    {
      id: "other/caché",
      artifactHub: { packageUrl: "https://hub.example.com/packages/helm/a-publisher-with-a-very-long-name/caché" },
      attributes: {
        description: `Stores ❤ and 日本語, <b>"quotes"</b> & more ${"words ".repeat(20)}`,
        repo: { url: "oci://r.example.com/a" },
      },
      relationships: latest("0.1.0-rc.1+build", "v1"),
    },
    { id: "empty/nothing" },
  ],
});

const MONOCULAR = JSON.stringify({
  data: [
    {
      id: "stable/db",
      attributes: { description: "line one\nline two: # x", repo },
      relationships: latest("01", "1e3"),
    },
  ],
});

const ODD =
  '{"DATA": [{"Id": "a/b", "attributes": {"description": 5, "Repo": {"URL": "u"}}, "relationships": []}, null]} trailing';

const HUB = ["--endpoint", "$HUB"];

export const QUESTIONS: readonly Question[] = [
  { id: "table", args: ["web", ...HUB], answer: ARTIFACT_HUB },
  { id: "json", args: ["web", "-o", "json", ...HUB], answer: ARTIFACT_HUB },
  { id: "yaml", args: ["web", "-o", "yaml", ...HUB], answer: ARTIFACT_HUB },
  { id: "repo-url", args: ["web", "--list-repo-url", ...HUB], answer: ARTIFACT_HUB },
  { id: "repo-url-json", args: ["web", "--list-repo-url", "-o", "json", ...HUB], answer: ARTIFACT_HUB },
  { id: "width-0", args: ["web", "--max-col-width", "0", ...HUB], answer: ARTIFACT_HUB },
  { id: "width-20", args: ["web", "--max-col-width", "20", "--list-repo-url", ...HUB], answer: ARTIFACT_HUB },
  { id: "words", args: ["a b", "c&d/é+%", ...HUB], answer: ARTIFACT_HUB },
  { id: "no-words", args: HUB, answer: ARTIFACT_HUB },
  { id: "monocular", args: ["db", ...HUB], answer: MONOCULAR },
  { id: "monocular-yaml", args: ["db", "-o", "yaml", ...HUB], answer: MONOCULAR },
  { id: "below-a-path", args: ["db", "--endpoint", "$HUB/below/?x=1", "-o", "json"], answer: MONOCULAR },
  { id: "none", args: ["x", ...HUB], answer: '{"data": []}' },
  { id: "none-json", args: ["x", "-o", "json", ...HUB], answer: '{"data": []}' },
  { id: "none-yaml", args: ["x", "-o", "yaml", ...HUB], answer: '{"data": null}' },
  { id: "none-fails", args: ["x", "--fail-on-no-result", ...HUB], answer: '{"data": []}' },
  { id: "none-fails-json", args: ["x", "--fail-on-no-result", "-o", "json", ...HUB], answer: "{}" },
  { id: "none-fails-yaml", args: ["x", "--fail-on-no-result", "-o", "yaml", ...HUB], answer: "[]" },
  { id: "some-fails-not", args: ["db", "--fail-on-no-result", ...HUB], answer: MONOCULAR },
  { id: "odd", args: ["x", "-o", "json", ...HUB], answer: ODD },
  { id: "half", args: ["x", ...HUB], answer: ARTIFACT_HUB.slice(0, 300) },
  { id: "web-page", args: ["x", ...HUB], answer: "<!DOCTYPE html>" },
  { id: "not-found", args: ["x", ...HUB], answer: "nothing here", status: 404 },
  { id: "broken", args: ["x", ...HUB], answer: ARTIFACT_HUB, status: 500 },
  { id: "accepted", args: ["x", ...HUB], answer: ARTIFACT_HUB, status: 202 },
  { id: "output-bad", args: ["x", "-o", "xml", ...HUB], answer: ARTIFACT_HUB },
  { id: "endpoint-without-host", args: ["x", "--endpoint", "hub.example.com"], answer: "" },
  { id: "endpoint-bad", args: ["x", "--endpoint", "http://[::1"], answer: "" },
  { id: "endpoint-scheme", args: ["x", "--endpoint", "ftp://hub.example.com"], answer: "" },
  { id: "endpoint-down", args: ["x", "--endpoint", "http://127.0.0.1:1"], answer: "" },
];

/** Asks with a program, in a home of its own. */
export async function askHub(program: string, { id, args, answer, status = 200 }: Question): Promise<HubAnswer> {
  const asked: string[] = [];
  const home = mkdtempSync(join(tmpdir(), "lade-hub-"));
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request) => {
      asked.push(request.url.slice(server.url.origin.length));
      return new Response(answer, { status, headers: { "content-type": "application/json" } });
    },
  });
  const hub = `http://127.0.0.1:${server.port}`;
  try {
    const words = [program, "search", "hub", ...args.map((word) => word.replace("$HUB", hub))];
    const { exit, stdout, stderr } = await ask(words, { env: { HOME: home, NO_COLOR: "1" } });
    const masked = (text: string): string => text.replaceAll(hub, "$HUB");
    return { id, exit, stdout: masked(stdout), stderr: masked(stderr), asked };
  } finally {
    await server.stop(true);
    rmSync(home, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  await recordBoth(CASES, async (program) => {
    const answers: HubAnswer[] = [];
    for (const question of QUESTIONS) answers.push(await askHub(program, question));
    return answers;
  });
}
