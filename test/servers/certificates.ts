/** A private authority with a server's and a client's certificate, made by the program's own template functions. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runHelm } from "../bad-input/run-helm.ts";
import { Scratch } from "../bad-input/scratch.ts";

const TEMPLATE = `{{- $ca := genCA "servers-of-tests" 2 }}
{{- $server := genSignedCert "localhost" (list "127.0.0.1") (list "localhost") 2 $ca }}
{{- $client := genSignedCert "client" nil nil 2 $ca }}
{{- $pair := dict "ca.pem" $ca.Cert "server.pem" $server.Cert "server.key" $server.Key }}
{{- merge $pair (dict "client.pem" $client.Cert "client.key" $client.Key) | toYaml }}
`;

const NAMES = ["ca.pem", "server.pem", "server.key", "client.pem", "client.key"] as const;

export interface Certificates {
  /** Of the file with this name. */
  path(name: (typeof NAMES)[number]): string;
}

export async function makeCertificates(folder: string): Promise<Certificates> {
  using scratch = new Scratch({
    "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 0.1.0\n",
    "c/templates/all.yaml": TEMPLATE,
  });
  const { stdout, stderr } = await runHelm(scratch, ["template", "c"]);
  if (stdout === "") throw new Error(stderr);
  const made = Bun.YAML.parse(stdout) as Record<string, string>;
  for (const name of NAMES) writeFileSync(join(folder, name), made[name] ?? "");
  return { path: (name) => join(folder, name) };
}
