/** Help, flags and arguments of `kustomize openapi`, as Kustomize 5.8.1 has them. */
import type { CommandBody } from "../../cobra/command.ts";

export const definition: CommandBody = {
  example: "kustomize openapi info",
  commands: [
    {
      use: "fetch",
      short: `Fetches the OpenAPI specification from the current kubernetes cluster specified
in the user's kubeconfig`,
      example: "kustomize openapi fetch",
      flags: [{ name: "format", usage: "Specify format for fetched schema ('json' or 'yaml')", default: "json" }],
      run: () => import("../openapi-fetch.ts"),
    },
    {
      use: "info",
      short: "Prints the `info` field from the kubernetes OpenAPI data",
      example: "kustomize openapi info",
      run: () => import("../openapi-info.ts"),
    },
  ],
};
