/** Git, by way of its program. */
export { clone, GitError } from "./clone.ts";
export type { CloneRequest } from "./clone.ts";
