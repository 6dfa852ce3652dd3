/** `kustomize openapi fetch`: the schema of the current cluster, by way of kubectl (kustomize 5.8.1, commands/openapi/fetch). */
import { fromBytes } from "../../go/index.ts";
import { marshalIndent } from "../../go/json/index.ts";
import { howItEnded, run as runProgram } from "../../sys/index.ts";
import { marshal, unmarshal } from "../../yaml/index.ts";
import type { RunContext } from "../context.ts";

const ADVICE = `
Error fetching schema from cluster.
Please make sure kubectl is installed, its context is set correctly, and your cluster is up.
Installation and setup instructions: https://kubernetes.io/docs/tasks/tools/install-kubectl/`;

export function run({ flags, env, out }: RunContext): void {
  const format = flags.string("format");
  if (format !== "json" && format !== "yaml") throw new Error("format must be either 'json' or 'yaml'");
  const schema = unmarshal(fetchSchema(env));
  out.write(format === "yaml" ? `${marshal(schema)}\n` : `${marshalIndent(schema, { prefix: "", indent: "  " })}\n`);
}

function fetchSchema(env: RunContext["env"]): string {
  let finished;
  try {
    finished = runProgram({
      program: "kubectl",
      args: ["get", "--raw", "/openapi/v2"],
      env: new Map(env.entries()),
      input: "empty",
      output: "capture",
      errors: "capture",
      searchPath: env.get("PATH") ?? "",
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${ADVICE}`, { cause: error });
  }
  const [text, errors] = [fromBytes(finished.output), fromBytes(finished.errors)];
  if (finished.exitCode !== 0) throw new Error(`${howItEnded(finished)}\n${errors}${ADVICE}`);
  if (text === "") throw new Error(`${errors}${ADVICE}`);
  return text;
}
