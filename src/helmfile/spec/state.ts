/** The fields of a state file, in the order in which they are written (pkg/state/state.go of Helmfile 1.8, its structs and their tags). */
import {
  always,
  any,
  bool,
  list,
  listOrElement,
  pointer,
  real,
  type Shape,
  struct,
  table,
  text,
  whole,
} from "./type.ts";

const texts = list(text);

const MISSING_FILES = struct("state.MissingFileHandlerConfig", { ignoreMissingGitBranch: bool });

const HOOK = struct("event.Hook", {
  name: always(text),
  events: always(texts),
  command: always(text),
  kubectlApply: table(text),
  args: always(texts),
  showlogs: always(bool),
});
export type Hook = Shape<typeof HOOK>;

const SET_VALUE = struct("state.SetValue", { name: text, value: text, file: text, values: list(any) });
export type SetValue = Shape<typeof SET_VALUE>;

const INHERIT = struct("state.Inherit", { template: text, except: texts });
export type Inherit = Shape<typeof INHERIT>;

export const HELM_DEFAULTS = struct("state.HelmSpec", {
  kubeContext: text,
  args: texts,
  diffArgs: texts,
  syncArgs: texts,
  templateArgs: texts,
  verify: always(bool),
  keyring: text,
  enableDNS: always(bool),
  skipSchemaValidation: pointer(bool),
  devel: always(bool),
  wait: always(bool),
  waitRetries: always(whole),
  waitForJobs: always(bool),
  timeout: always(whole),
  recreatePods: always(bool),
  force: always(bool),
  atomic: always(bool),
  rollbackOnFailure: always(bool),
  cleanupOnFail: bool,
  forceConflicts: always(bool),
  historyMax: pointer(whole),
  createNamespace: pointer(bool),
  skipCRDs: bool,
  skipDeps: always(bool),
  skipRefresh: always(bool),
  resolveOCIVersions: pointer(bool),
  reuseValues: always(bool),
  postRenderer: pointer(text),
  postRendererArgs: texts,
  cascade: pointer(text),
  suppressOutputLineRegex: texts,
  disableAutoDetectedKubeVersionForDiff: pointer(bool),
  disableValidation: pointer(bool),
  disableOpenAPIValidation: pointer(bool),
  insecureSkipTLSVerify: bool,
  plainHttp: bool,
  deleteWait: bool,
  deleteTimeout: whole,
  syncReleaseLabels: pointer(bool),
  takeOwnership: pointer(bool),
  serverSide: pointer(text),
  trackMode: text,
  helmStuckGrace: whole,
});
export type HelmDefaults = Shape<typeof HELM_DEFAULTS>;

const REPOSITORY = struct("state.RepositorySpec", {
  name: text,
  url: text,
  caFile: text,
  certFile: text,
  keyFile: text,
  username: text,
  password: text,
  registryConfig: text,
  managed: text,
  oci: bool,
  verify: bool,
  keyring: text,
  passCredentials: bool,
  skipTLSVerify: bool,
  plainHttp: bool,
});
export type Repository = Shape<typeof REPOSITORY>;

const RELEASE_FIELDS = {
  chart: text,
  chartPath: text,
  directory: text,
  version: text,
  verify: pointer(bool),
  keyring: text,
  enableDNS: pointer(bool),
  devel: pointer(bool),
  wait: pointer(bool),
  waitRetries: pointer(whole),
  waitForJobs: pointer(bool),
  timeout: pointer(whole),
  recreatePods: pointer(bool),
  force: pointer(bool),
  installed: pointer(bool),
  updateStrategy: text,
  atomic: pointer(bool),
  rollbackOnFailure: pointer(bool),
  cleanupOnFail: pointer(bool),
  forceConflicts: pointer(bool),
  historyMax: pointer(whole),
  condition: text,
  createNamespace: pointer(bool),
  reuseValues: pointer(bool),
  disableOpenAPIValidation: pointer(bool),
  disableValidation: pointer(bool),
  disableValidationOnInstall: pointer(bool),
  missingFileHandler: pointer(text),
  missingFileHandlerConfig: pointer(MISSING_FILES),
  needs: texts,
  hooks: list(HOOK),
  unitTests: texts,
  name: text,
  description: text,
  namespace: text,
  labels: table(text),
  values: list(any),
  secrets: list(any),
  set: list(SET_VALUE),
  setString: list(SET_VALUE),
  valuesTemplate: list(any),
  setTemplate: list(SET_VALUE),
  apiVersions: texts,
  kubeVersion: text,
  env: list(SET_VALUE),
  valuesPathPrefix: text,
  kubeContext: text,
  insecureSkipTLSVerify: bool,
  plainHttp: bool,
  verifyTemplate: pointer(text),
  waitTemplate: pointer(text),
  installedTemplate: pointer(text),
  conditionTemplate: pointer(text),
  dependencies: list(struct("state.Dependency", { chart: always(text), version: always(text), alias: always(text) })),
  jsonPatches: list(any),
  strategicMergePatches: list(any),
  transformers: list(any),
  adopt: texts,
  forceGoGetter: bool,
  forceNamespace: text,
  skipDeps: pointer(bool),
  skipRefresh: pointer(bool),
  resolveOCIVersions: pointer(bool),
  postRenderer: pointer(text),
  skipSchemaValidation: pointer(bool),
  postRendererArgs: texts,
  cascade: pointer(text),
  suppressOutputLineRegex: texts,
  disableAutoDetectedKubeVersionForDiff: pointer(bool),
  inherit: listOrElement(INHERIT),
  suppressDiff: pointer(bool),
  deleteWait: pointer(bool),
  deleteTimeout: pointer(whole),
  syncReleaseLabels: pointer(bool),
  takeOwnership: pointer(bool),
  serverSide: pointer(text),
  trackMode: text,
  trackTimeout: pointer(whole),
  trackLogs: pointer(bool),
  trackFailedLogs: pointer(bool),
  helmStuckGrace: pointer(whole),
  trackKinds: texts,
  skipKinds: texts,
  trackResources: list(struct("state.TrackResourceSpec", { kind: text, name: text, namespace: text })),
  kubedogQPS: pointer(real),
  kubedogBurst: pointer(whole),
  trackFailOnError: pointer(bool),
} as const;

export const RELEASE = struct("state.ReleaseSpec", RELEASE_FIELDS);
export type Release = Shape<typeof RELEASE>;
/** A release that others inherit from. */
const TEMPLATE = struct("state.TemplateSpec", RELEASE_FIELDS);

const ENVIRONMENT = struct("state.EnvironmentSpec", {
  values: list(any),
  secrets: texts,
  kubeContext: text,
  missingFileHandler: pointer(text),
  missingFileHandlerConfig: pointer(MISSING_FILES),
  mergeStrategy: text,
});
export type EnvironmentSpec = Shape<typeof ENVIRONMENT>;

const INHERITABLE = [
  ...["repositories", "helmDefaults", "commonLabels", "apiVersions", "kubeVersion", "templates", "environments"],
];

function subHelmfileFault(given: Readonly<Record<string, unknown>>): string | undefined {
  const { path = "", selectors, selectorsInherited = false, inherits = [] } = given as SubHelmfile;
  if (selectors !== undefined && path === "")
    return `found 'selectors' definition without path: [${selectors.join(" ")}]`;
  if (selectorsInherited && (selectors ?? []).length > 0)
    return `you cannot use 'SelectorsInherited: true' along with and explicit selector for path: ${path}`;
  if (inherits.length > 0 && path === "") return `found 'inherits' definition without path: [${inherits.join(" ")}]`;
  const unknown = inherits.find((name) => !INHERITABLE.includes(name));
  return unknown === undefined
    ? undefined
    : `invalid inherits entry "${unknown}" for path "${path}": allowed values are [${INHERITABLE.join(" ")}]`;
}

const SUB_HELMFILE = struct(
  "state.SubHelmfileSpec",
  { path: text, selectors: pointer(texts), selectorsInherited: bool, inherits: texts, values: list(any) },
  { textIs: "path", check: subHelmfileFault },
);
export type SubHelmfile = Shape<typeof SUB_HELMFILE>;

export const STATE = struct("state.helmStateAlias", {
  helmBinary: text,
  kustomizeBinary: text,
  values: list(any),
  environments: table(ENVIRONMENT),
  bases: texts,
  helmDefaults: HELM_DEFAULTS,
  helmfiles: list(SUB_HELMFILE),
  kubeContext: text,
  namespace: text,
  chart: text,
  repositories: list(REPOSITORY),
  commonLabels: table(text),
  releases: list(RELEASE),
  llm: struct("llm.Config", {
    baseURL: text,
    apiKey: text,
    model: text,
    timeout: text,
    maxTokens: whole,
    temperature: real,
  }),
  apiVersions: texts,
  kubeVersion: text,
  hooks: list(HOOK),
  templates: always(table(TEMPLATE)),
  defaultInherit: listOrElement(text),
  missingFileHandler: pointer(text),
  missingFileHandlerConfig: pointer(MISSING_FILES),
  lockFilePath: text,
});
/** What a state file says, or several that were merged. */
export type StateSpec = Shape<typeof STATE>;
