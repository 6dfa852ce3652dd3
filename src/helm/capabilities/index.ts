export { capabilitiesValue, defaultCapabilities, defaultKubeVersion } from "./capabilities.ts";
export type { BuildInfo, Capabilities } from "./capabilities.ts";
export { parseKubeVersion } from "./kube-version.ts";
export type { KubeVersion } from "./kube-version.ts";
