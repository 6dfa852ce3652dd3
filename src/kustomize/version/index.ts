/** The version of Kustomize whose answers these are. */
export const KUSTOMIZE_VERSION = "v5.8.1";
