/** `kustomize openapi info`: which Kubernetes the built-in schemas are from. */
import type { RunContext } from "../context.ts";

export function run({ out }: RunContext): void {
  out.write("{title:Kubernetes,version:v1.21.2}\n");
}
