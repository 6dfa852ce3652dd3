/** `kustomize localize`: for the command line. */
export { localize } from "./localize.ts";
