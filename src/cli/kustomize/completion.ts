/** `kustomize completion` (kustomize 5.8.1; cobra's generators). */
import { quote } from "../../go/strconv/index.ts";
import type { Shell } from "../cobra/shells/index.ts";
import type { RunContext } from "../context.ts";

const SHELLS: readonly string[] = ["bash", "zsh", "fish", "powershell"];

export async function run({ args, out }: RunContext): Promise<void> {
  const [shell = ""] = args;
  if (args.length !== 1) throw new Error(`accepts 1 arg(s), received ${args.length}`);
  if (!SHELLS.includes(shell)) throw new Error(`invalid argument ${quote(shell)} for "kustomize completion"`);
  const { completionScript } = await import("../cobra/shells/index.ts");
  out.write(completionScript({ shell: shell as Shell, program: "kustomize", descriptions: true }));
}
