import type { Surroundings } from "../process.ts";

/** Runs a command line of kustomize and gives its exit code. */
export async function main({ err }: Surroundings, _words: readonly string[]): Promise<number> {
  err.write("kustomize: not implemented yet\n");
  return 1;
}
