/** What `helm create` writes (Helm 4.3.1 pkg/chart/v2/util/create.go). */
export { checkNewName } from "./name.ts";
export { scaffold, type ScaffoldFile } from "./scaffold.ts";
export { filesFromStarter, type NewFile } from "./starter.ts";
