/** Runs kubectl, and takes from what it says what no two servers say alike. */
import { join } from "node:path";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  readonly program: string;
  readonly kubeconfig: string;
  readonly folder: string;
  readonly namespace: string;
}

/** An editor that puts in a value, and is gone. */
export const EDITOR = `#!/bin/sh\nexec sed -i -e 's/^  a: .*/  a: edited/' -e 's/^\\( *\\)"a": ".*"/\\1"a": "again"/' "$1"\n`;

const COMMAND_MS_MAX = 90_000;

export async function kubectl(command: string, { program, kubeconfig, folder, namespace }: Place): Promise<Outcome> {
  const words = wordsOf(command.replaceAll("$NS", namespace));
  const inNamespace = words.includes("-n") ? words : [...words, "-n", namespace];
  const child = Bun.spawn([program, ...inNamespace, "--kubeconfig", kubeconfig], {
    cwd: folder,
    env: { ...process.env, HOME: folder, KUBECACHEDIR: `${folder}/cache`, EDITOR: join(folder, "editor"), LC_ALL: "C" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    timeout: COMMAND_MS_MAX,
  });
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  const code = await child.exited;
  return { code, stdout: masked(managersInOneOrder(withoutForeign(stdout, namespace))), stderr: masked(stderr) };
}

/** They are in the order of the seconds in which they wrote: two writes may be in one on one server, and in two on the other. */
function managersInOneOrder(yaml: string): string {
  return yaml.replace(/(?<=^ {2}managedFields:\n)( {2}- .*\n(?: {4}.*\n)+)+/gm, (entries) => {
    const each = entries.split(/^(?= {2}- )/m);
    return each.sort((a, b) => (withoutTimes(a) < withoutTimes(b) ? -1 : 1)).join("");
  });
}

const withoutTimes = (entry: string): string => entry.replace(/^ +time: .*\n/m, "");

/** Kinds that other tests have made on the real server. */
function withoutForeign(text: string, namespace: string): string {
  const isForeign = (line: string): boolean => /\w+-\w+\.example\.com\/v/.test(line) && !line.includes(namespace);
  return text
    .split("\n")
    .filter((line) => !isForeign(line))
    .join("\n");
}

/** `'...'` is one word. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ""));
}

const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\/tmp\/(LIVE|MERGED|kubectl-edit)-\d+/g, "/tmp/$1-<number>"],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? \+0000( UTC)?/g, "<time>"],
  [/^[WEI]\d{4} \d\d:\d\d:\d\d\.\d+\s+\d+ /gm, "<log> "],
  // Which of them there are is compared by other tests.
  [/^Events:.*(\n .*)*/gm, "Events: <events>"],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, "<token>"],
  // How often it is looked at is a matter of moments.
  [/^Waiting for deployment .*\n/gm, ""],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uid>"],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, "<time>"],
  [/(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, "<time>"],
  [/(resourceVersion"?: ?)"\d+"/g, "$1<version>"],
  [/(\\?"resourceVersion\\?":\\?")\d+/g, "$1<version>"],
  [/(Resource Version:\s+)\d+/g, "$1<version>"],
  [/127\.0\.0\.1:\d+/g, "<server>"],
  [/\b10\.\d+\.\d+\.\d+\b/g, "<address>"],
  [/\b(nodePort"?: ?|NodePort:\s+\S+\s+)\d+/g, "$1<port>"],
  [/:3\d{4}\/TCP/g, ":<port>/TCP"],
  [/\b(web|d1|db|agent|rc|robot)-[a-z0-9]{5,10}(-[a-z0-9]{5})?\b/g, "$1-<letters>"],
  [/\b(j1|j2|once)-[a-z0-9]{5}\b/g, "$1-<letters>"],
  [/kube-api-access-[a-z0-9]{5}/g, "kube-api-access-<letters>"],
  [/pod-template-hash([=:"]+ ?"?)[a-z0-9]+/g, "pod-template-hash$1<hash>"],
  [/controller-revision-hash([=:"]+ ?"?)[\w-]+/g, "controller-revision-hash$1<hash>"],
  [/\bnode-[01]\b/g, "<node>"],
  // Ages, alone in their column.
  [/(?<=^|\s)(\d+[smhdy])+(?=\s|$)/gm, "<age>"],
  [/(?<= )<(age)>( ago)?(?= )/g, "<age>"],
  [/[ \t]+$/gm, ""],
  [/ {2,}/g, "  "],
];

function masked(text: string): string {
  return MASKS.reduce((all, [pattern, by]) => all.replaceAll(pattern, by), text);
}
