/** `kustomize completion` (kustomize 5.8.1; cobra's generators). */
import { quote } from "../../go/strconv/index.ts";
import type { RunContext } from "../context.ts";

export async function run({ args, out }: RunContext): Promise<void> {
  const [shell = ""] = args;
  if (args.length !== 1) throw new Error(`accepts 1 arg(s), received ${args.length}`);
  const { completionScript, isShell } = await import("../cobra/shells/index.ts");
  if (!isShell(shell)) throw new Error(`invalid argument ${quote(shell)} for "kustomize completion"`);
  out.write(completionScript({ shell, program: "kustomize", descriptions: shell !== "powershell" }));
}
