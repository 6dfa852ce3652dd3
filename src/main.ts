/**
 * The one executable behind `lade`, `helm`, `helm3`, `kustomize` and `helmfile`: the name it is called by chooses the
 * dialect, and so does the first word after `lade`. `LADE_HELM=3` makes `helm` answer as Helm 3.
 */
import { runProgram } from "./cli/process.ts";

const name = process.argv0.slice(process.argv0.lastIndexOf("/") + 1);
const words = process.argv.slice(2);

await runProgram(async (around) => {
  if (isTool(name)) return await runTool(name, around, words);
  const [first, ...rest] = words;
  if (first !== undefined && isTool(first)) return await runTool(first, around, rest);
  return await (await import("./cli/lade/main.ts")).main(around, words);
});

type Tool = "helm" | "helm3" | "kustomize" | "helmfile";

function isTool(word: string): word is Tool {
  return word === "helm" || word === "helm3" || word === "kustomize" || word === "helmfile";
}

async function runTool(tool: Tool, around: Parameters<Parameters<typeof runProgram>[0]>[0], args: string[]) {
  switch (tool) {
    case "helm":
    case "helm3": {
      const dialect = tool === "helm3" || around.env.get("LADE_HELM") === "3" ? "helm3" : "helm4";
      return await (await import("./cli/helm/main.ts")).main(around, { dialect, words: args });
    }
    case "kustomize":
      return await (await import("./cli/kustomize/main.ts")).main(around, args);
    case "helmfile":
      around.err.write("helmfile: not implemented yet\n");
      return 1;
  }
}
