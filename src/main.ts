/**
 * The one executable behind `lade`, `helm`, `helm3`, `kustomize`, `kubectl-kustomize` and `helmfile`: the name it is called by
 * chooses the dialect, and so does the first word after `lade`. `LADE_HELM=3` makes `helm` answer as Helm 3.
 */
import { runProgram, type Surroundings } from "./cli/process.ts";
import { restartForLargeInput } from "./sys/index.ts";

type Tool = "helm" | "helm3" | "kustomize" | "kubectl" | "helmfile";
const TOOLS: readonly unknown[] = ["helm", "helm3", "kustomize", "kubectl", "helmfile"] satisfies Tool[];

function isTool(word: string | undefined): word is Tool {
  return TOOLS.includes(word);
}

/** The tool that is named first, also in what a shell wants completed (`__complete helm lint …`). */
function ofTool([first = "", second, ...more]: readonly string[]): { tool: Tool; words: string[] } | undefined {
  if (isTool(first)) return { tool: first, words: second === undefined ? [] : [second, ...more] };
  const isCompletion = first.startsWith("__complete") && more.length > 0;
  return isCompletion && isTool(second) ? { tool: second, words: [first, ...more] } : undefined;
}

interface ToolLine {
  readonly words: readonly string[];
  /** Called as a word after `lade`: what the original does not have is there, too. */
  readonly own: boolean;
}

async function runTool(tool: Tool, around: Surroundings, { words, own }: ToolLine): Promise<number> {
  switch (tool) {
    case "helm":
    case "helm3": {
      const dialect = tool === "helm3" || around.env.get("LADE_HELM") === "3" ? "helm3" : "helm4";
      return await (await import("./cli/helm/main.ts")).main(around, { dialect, words });
    }
    case "kustomize":
      return await (await import("./cli/kustomize/main.ts")).main(around, { words, own });
    case "kubectl":
      return await (await import("./cli/kubectl/main.ts")).main(around, words);
    case "helmfile":
      return await (await import("./cli/helmfile/main.ts")).main(around, words);
  }
}

const name = process.argv0.slice(process.argv0.lastIndexOf("/") + 1);
const words = process.argv.slice(2);
const asked = ofTool(words);

restartForLargeInput(words);
if (name === "kubectl-kustomize") {
  await runProgram(process.argv0, (around) =>
    runTool("kubectl", around, { words: ["kustomize", ...words], own: false }),
  );
} else if (isTool(name)) {
  await runProgram(process.argv0, (around) => runTool(name, around, { words, own: false }));
} else if (asked !== undefined) {
  const { tool } = asked;
  // Plugins call Helm by the name they are told: the link beside this program.
  const link = process.execPath.replace(/[^/]*$/, tool);
  await runProgram(link, (around) => runTool(tool, around, { words: asked.words, own: true }));
} else {
  await runProgram(process.argv0, async (around) => (await import("./cli/lade/main.ts")).main(around, words));
}
