/** What is given to the flags of generated command lines: values that fit, and values that do not. Booleans and numbers go by their type. */
export interface FlagValues {
  readonly fit: readonly string[];
  readonly wrong?: readonly string[];
}

export const BY_TYPE: Readonly<Record<string, FlagValues>> = {
  bool: { fit: ["true", "true", "false", "T", "0"], wrong: ["maybe", "", "yes"] },
  int: { fit: ["1", "2", "0", "10"], wrong: ["-1", "abc", "1.5", "99999999999999999999", "", "0x1f"] },
  float32: { fit: ["1000", "50.5", "0"], wrong: ["fast", "", "1e99"] },
  duration: { fit: ["30s", "1m30s", "100000ms"], wrong: ["abc", "5", "", "-1s"] },
};

const NO_SERVER = "http://127.0.0.1:1";
const SETTINGS: FlagValues = {
  fit: ["color=blue", "color=blue,size=3", "extra=true", "a.b[1]=x", "size=null", "list={a,b}", "color=a\\,b"],
  wrong: ["fail=true", "color", "a[x]=1", "=b", "a.b.[0]=1", "list={a", "color.deeper=1", ""],
};

export const BY_NAME: Readonly<Record<string, FlagValues>> = {
  "api-versions": { fit: ["a/v1", "a/v1,b/v1/Kind"], wrong: [""] },
  "ca-file": { fit: [""], wrong: ["none.pem", "text.txt"] },
  cascade: { fit: ["background", "foreground", "orphan"], wrong: ["forward", "", "Background"] },
  "cert-file": { fit: ["", "none.pem"], wrong: ["text.txt"] },
  color: { fit: ["never", "auto"], wrong: ["rainbow", ""] },
  colour: { fit: ["never", "auto"], wrong: ["rainbow"] },
  "content-cache": { fit: ["$WORK/cache"], wrong: ["text.txt"] },
  description: { fit: ["short", "'two words'", "'\"quoted\" {{ x }}'", ""] },
  "dry-run": {
    fit: ["none", "client", "server", "ALONE", "true", "false"],
    wrong: ["maybe", "", "Server", "unset"],
  },
  filter: { fit: ["a", "'^b$'", "name=a-test", "'!name=a-test'", ".*"], wrong: ["'('", "name", "other=x", ""] },
  "key-file": { fit: ["", "none.pem"], wrong: ["text.txt"] },
  keyring: { fit: ["text.txt"], wrong: ["none.gpg", ""] },
  "kube-apiserver": { fit: [""], wrong: ["https://127.0.0.1:1", "none:host:1", "127.0.0.1:1"] },
  "kube-as-group": { fit: [""], wrong: ["nobodies", "system:masters"] },
  "kube-as-user": { fit: ["", "admin"], wrong: ["nobody"] },
  "kube-ca-file": { fit: [""], wrong: ["none.pem", "text.txt"] },
  "kube-context": { fit: ["lade", ""], wrong: ["other"] },
  "kube-tls-server-name": { fit: ["", "localhost"], wrong: ["elsewhere.example"] },
  "kube-token": { fit: [""], wrong: ["wrong"] },
  "kube-version": { fit: ["1.30", "v1.30.2"], wrong: ["latest", "", "1.x"] },
  kubeconfig: { fit: ["$WORK/../kubeconfig"], wrong: ["none.yaml", "text.txt"] },
  labels: { fit: ["a=b", "a=b,c=d", "a="], wrong: ["a", "name=x", "'bad key=x'", "", "a=b=c", "owner=me", "a=null"] },
  "name-template": { fit: ["'t-{{randAlphaNum 0}}x'", "fixed"], wrong: ["{{.none", "UPPER", "'{{ fail \"no\" }}'"] },
  namespace: { fit: ["$NS", ""], wrong: ["none-$NS", "Bad_Name"] },
  output: { fit: ["json", "yaml", "table"], wrong: ["xml", "", "JSON"] },
  "output-dir": { fit: ["out", "out/deeper"], wrong: ["text.txt", ""] },
  password: { fit: ["p", ""] },
  "post-renderer": { fit: ["", "cat"], wrong: ["none-such"] },
  "post-renderer-args": { fit: ["-u"], wrong: [""] },
  "registry-config": { fit: ["$WORK/registry.json"] },
  repo: { fit: [""], wrong: [NO_SERVER, "nonsense", "ftp://127.0.0.1"] },
  "repository-cache": { fit: ["$WORK/repositories"] },
  "repository-config": { fit: ["$WORK/repositories.yaml"], wrong: ["text.txt"] },
  selector: { fit: ["a=b", "a!=b", "'a in (b,c)'", "a", "'!a'"], wrong: ["'a in'", "a=b=c", "'=='", ""] },
  "server-side": { fit: ["true", "false", "auto"], wrong: ["maybe", "", "Auto"] },
  set: SETTINGS,
  "set-file": { fit: ["color=text.txt", "a=good.yaml"], wrong: ["color=none.txt", "color", ""] },
  "set-json": {
    fit: ["size=5", "'color=\"x\"'", "'deep={\"a\": [1, null]}'", '\'{"color": "from json"}\''],
    wrong: ["size", "'size={'", "'{\"a\"'", ""],
  },
  "set-literal": { fit: ["color=a,b", "'color={x}'"], wrong: ["color", ""] },
  "set-string": { fit: ["size=5", "color=true", "size=1e3"], wrong: ["color", "fail=true", ""] },
  "show-only": { fit: ["templates/conf.yaml"], wrong: ["templates/none.yaml", ""] },
  template: {
    fit: ["'{{.Release.Name}}'", "'{{ .Release.Info.Status }} {{ len .Release.Hooks }}'"],
    wrong: ["'{{'", "'{{ .None }}'", ""],
  },
  "time-format": { fit: ["2006", "'Jan 2006'"], wrong: [""] },
  username: { fit: ["u", ""] },
  values: {
    fit: ["good.yaml", "more.yaml", "good.yaml,more.yaml"],
    wrong: ["none.yaml", "wrong.yaml", "list.yaml", "failing.yaml", "", `${NO_SERVER}/v.yaml`],
  },
  version: { fit: ["0.2.0", "'>0'", ""], wrong: ["9.9.9", "abc"] },
  wait: { fit: ["ALONE", "watcher", "legacy", "hookOnly"], wrong: ["maybe", "", "Watcher"] },
};

/** What the environment may say, and what it may not. */
export const ENVIRONMENT: Readonly<Record<string, FlagValues>> = {
  HELM_NAMESPACE: { fit: ["$NS"], wrong: ["none-$NS"] },
  HELM_DRIVER: { fit: ["secret", "secrets", "configmap", "configmaps", "memory"], wrong: ["paper", "sql"] },
  HELM_MAX_HISTORY: { fit: ["2", "0"], wrong: ["many"] },
  HELM_KUBECONTEXT: { fit: ["lade"], wrong: ["other"] },
  HELM_KUBETOKEN: { fit: [""], wrong: ["wrong"] },
  HELM_KUBEASUSER: { fit: ["admin"], wrong: ["nobody"] },
  HELM_KUBEASGROUPS: { fit: [""], wrong: ["a,b"] },
  HELM_KUBEAPISERVER: { fit: [""], wrong: ["https://127.0.0.1:1"] },
  HELM_KUBECAFILE: { fit: [""], wrong: ["none.pem"] },
  HELM_KUBEINSECURE_SKIP_TLS_VERIFY: { fit: ["false", "", "1x"], wrong: ["true"] },
  HELM_KUBETLS_SERVER_NAME: { fit: ["localhost"], wrong: ["elsewhere.example"] },
  HELM_BURST_LIMIT: { fit: ["50", "x"] },
  HELM_QPS: { fit: ["50.5", "x"] },
  HELM_COLOR: { fit: ["never"], wrong: ["rainbow"] },
};
