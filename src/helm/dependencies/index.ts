export { checkDependencies } from "./check.ts";
