/** Requests as they travel: methods, headers, bodies that cannot be read. `$NS` is the namespace. Both servers are sent all of them, in order. */
import { ODD_NUMBERS } from "./odd-numbers.ts";
import { SUBRESOURCES } from "./subresources.ts";

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Why the answers are known to differ. */
  readonly apart?: string;
  /** How long what was done before is waited for. */
  readonly pauseMs?: number;
}

export interface RawSequence {
  readonly name: string;
  readonly requests: readonly RawRequest[];
}

const CORE = "/api/v1/namespaces/$NS";
const MAPS = `${CORE}/configmaps`;
const APPS = "/apis/apps/v1/namespaces/$NS";
const JSON_TYPE = { "Content-Type": "application/json" };
const YAML_TYPE = { "Content-Type": "application/yaml" };
const PROTOBUF_TYPE = { "Content-Type": "application/vnd.kubernetes.protobuf" };
const BODY_BYTES_MAX = 3 << 20;

const request = (
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string | Uint8Array,
): RawRequest => ({
  ...{ method, path, headers },
  ...(body === undefined ? {} : { body }),
});
const get = (path: string, headers: Record<string, string> = {}): RawRequest => request("GET", path, headers);
const accepting = (path: string, accept: string): RawRequest => get(path, { Accept: accept });
const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE): RawRequest =>
  request("POST", path, headers, body);
const put = (path: string, body: string): RawRequest => request("PUT", path, JSON_TYPE, body);
const patch = (path: string, type: string, body: string): RawRequest =>
  request("PATCH", path, { "Content-Type": type }, body);
const remove = (path: string, body?: string): RawRequest => request("DELETE", path, JSON_TYPE, body);

const map = (name: string, data = `"a":"1"`, metadata = ""): string =>
  `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"${name}"${metadata}},"data":{${data}}}`;
const secret = (name: string, labels = "", metadata = ""): string =>
  `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"${name}","labels":{${labels}}${metadata}}}`;
const META = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
const META_LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
const MERGE = "application/merge-patch+json";
const STRATEGIC = "application/strategic-merge-patch+json";
const JSON_PATCH = "application/json-patch+json";
const APPLY = "application/apply-patch+yaml";
const binary = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

const OWNERS = "what one version has written is not found in the fields of another: the metrics keep their owner";

export const RAW: readonly RawSequence[] = [
  ...ODD_NUMBERS,
  ...SUBRESOURCES,
  {
    name: "paths that are no objects",
    requests: [
      ...[
        "/healthz",
        "/livez",
        "/readyz",
        "/livez/ping",
        "/readyz/etcd",
        "/healthz/nothing",
        "/livez?exclude=ping",
      ].map((path) => get(path)),
      ...["/readyz?verbose", "/healthz/log?verbose"].map((path) => get(path)),
      ...["/nothing", "/api/v2", "/api/v2/pods", "/apis/none", "/apis/apps/v9", "/apis/apps/v9/deployments"].map(
        (path) => get(path),
      ),
      ...["/api/v1/", "/apis/apps/v1", "/apis/apps/", "/apis/autoscaling", "/apis/events.k8s.io/v1"].map((path) =>
        get(path),
      ),
      ...["/apis/autoscaling/v1", "/apis/apiextensions.k8s.io/v1", "/apis/storage.k8s.io/v1"].map((path) => get(path)),
      ...["/api/v1/nothing", "/api/v1/namespaces/$NS/nothing", "/api/v1/namespaces/$NS/pods/a/nothing"].map((path) =>
        get(path),
      ),
      ...["/api/v1/namespaces/$NS/nodes", "/apis/apps/v1/deployments/x"].map((path) => get(path)),
      request("POST", "/version", JSON_TYPE, "{}"),
      request("PUT", "/api/v1", JSON_TYPE, "{}"),
      request("HEAD", "/version"),
      request("HEAD", "/healthz"),
    ],
  },
  {
    name: "methods",
    requests: [
      post(MAPS, map("m1")),
      request("HEAD", `${MAPS}/m1`),
      request("HEAD", `${MAPS}/none`),
      request("HEAD", MAPS),
      request("OPTIONS", MAPS),
      post(`${MAPS}/m1`, map("m1")),
      put(MAPS, map("m1")),
      patch(MAPS, MERGE, "{}"),
      request("DELETE", "/api/v1/namespaces"),
      post("/api/v1/componentstatuses", "{}"),
      get("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"),
      remove("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"),
      get(`${CORE}/bindings`),
      request("POST", `${CORE}/pods/none/status`, JSON_TYPE, "{}"),
      request("DELETE", `${APPS}/deployments/none/scale`),
      get(`${CORE}/pods/none/eviction`),
    ],
  },
  {
    name: "what is accepted",
    requests: [
      accepting(`${MAPS}/m1`, "application/json"),
      accepting(`${MAPS}/m1`, "*/*"),
      accepting(`${MAPS}/m1`, "application/*"),
      accepting(`${MAPS}/m1`, "text/html"),
      accepting(MAPS, "text/html"),
      accepting(`${MAPS}/m1`, "application/xml,application/json;q=0.5"),
      accepting(`${MAPS}/m1`, "application/yaml"),
      accepting(`${MAPS}/none`, "application/yaml"),
      accepting(`${MAPS}/m1`, META),
      accepting(`${MAPS}/m1`, "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1beta1"),
      accepting(`${MAPS}?fieldSelector=metadata.name=m1`, META_LIST),
      accepting(`${MAPS}?fieldSelector=metadata.name=m1`, META),
      accepting(`${MAPS}/m1`, META_LIST),
      accepting(`${MAPS}/m1`, "application/json;as=Nothing;g=meta.k8s.io;v=v1"),
      accepting(`${MAPS}/m1`, "application/json;as=Nothing;g=meta.k8s.io;v=v1,application/json"),
      accepting(`${MAPS}?fieldSelector=metadata.name=m1`, TABLE),
      accepting(`${MAPS}?fieldSelector=metadata.name=m1&includeObject=None`, TABLE),
      accepting(`${MAPS}?fieldSelector=metadata.name=m1&includeObject=Object`, TABLE),
      accepting(`${MAPS}?fieldSelector=metadata.name=m1&includeObject=Wrong`, TABLE),
      accepting(`${MAPS}/none`, TABLE),
      accepting("/version", "text/html"),
      accepting("/api/v1", "text/html"),
      accepting("/apis/apps", "application/yaml"),
      accepting("/openapi/v3/version", "text/html"),
      post(MAPS, map("large", `"a":"${"x".repeat(300_000)}"`)),
      get(`${MAPS}/large`),
      get(`${MAPS}/large`, { "Accept-Encoding": "gzip" }),
      get(`${MAPS}/large`, { "Accept-Encoding": "identity" }),
      get(`${MAPS}/m1`, { "Accept-Encoding": "gzip" }),
      get(`${MAPS}/m1?pretty=true`),
      get(`${MAPS}/m1?pretty=1`),
      get(`${MAPS}/m1?pretty=false`, { "User-Agent": "curl/8" }),
      get(`${MAPS}/m1`, { "User-Agent": "curl/8" }),
      get(`${MAPS}/none`, { "User-Agent": "curl/8" }),
    ],
  },
  {
    name: "bodies that cannot be read",
    requests: [
      post(MAPS, ""),
      post(MAPS, "{"),
      post(MAPS, '{"apiVersion":"v1","kind":"ConfigMap"'),
      post(MAPS, "nonsense"),
      post(MAPS, '{"a":tru}'),
      post(MAPS, "[]"),
      post(MAPS, '"text"'),
      post(MAPS, "7"),
      post(MAPS, "null"),
      post(MAPS, "{}"),
      post(MAPS, '{"kind":"ConfigMap"}'),
      post(MAPS, '{"apiVersion":"v1"}'),
      post(MAPS, '{"apiVersion":"v1","kind":"Nothing","metadata":{"name":"x"}}'),
      post(MAPS, '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"}}'),
      post(MAPS, '{"apiVersion":"apps/v1","kind":"ConfigMap","metadata":{"name":"x"}}'),
      post(MAPS, '{"apiVersion":7,"kind":"ConfigMap","metadata":{"name":"x"}}'),
      post(MAPS, '{"apiVersion":"v1","kind":"ConfigMap","metadata":"x"}'),
      post(MAPS, '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":7}}'),
      post(MAPS, '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"a":1}}'),
      post(MAPS, '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":["a"]}'),
      post(MAPS, '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"binaryData":{"a":"?"}}'),
      post(MAPS, '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x","labels":{"a":true}}}'),
      post(MAPS, `${map("x")} trailing`),
      post(MAPS, "a: b: c", YAML_TYPE),
      post(MAPS, "- a", YAML_TYPE),
      post(MAPS, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {a: '1'}\n", YAML_TYPE),
      post(MAPS, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml2}\ndata: {a: 1}\n", YAML_TYPE),
      post(MAPS, "\t", YAML_TYPE),
      post(MAPS, map("x"), { "Content-Type": "text/plain" }),
      post(MAPS, map("x"), { "Content-Type": "application/xml" }),
      post(MAPS, map("dry"), { "Content-Type": "application/json; charset=utf-8" }),
      post(MAPS, map("dry2"), { "Content-Type": "" }),
      post(MAPS, "nonsense", PROTOBUF_TYPE),
      post(MAPS, binary(0x6b, 0x38, 0x73, 0x00, 0xff, 0xff), PROTOBUF_TYPE),
      post(MAPS, "", PROTOBUF_TYPE),
      post(
        MAPS,
        `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"a":"${"x".repeat(BODY_BYTES_MAX)}"}}`,
      ),
      post(
        MAPS,
        `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"a":"${"x".repeat(1_100_000)}"}}`,
      ),
      patch(`${MAPS}/m1`, "application/nothing", "{}"),
      patch(`${MAPS}/m1`, "application/json", "{}"),
      patch(`${MAPS}/m1`, MERGE, "nonsense"),
      patch(`${MAPS}/m1`, MERGE, "[]"),
      patch(`${MAPS}/m1`, MERGE, ""),
      patch(`${MAPS}/m1`, STRATEGIC, "nonsense"),
      patch(`${MAPS}/m1`, STRATEGIC, "[]"),
      patch(`${MAPS}/m1`, JSON_PATCH, "nonsense"),
      patch(`${MAPS}/m1`, JSON_PATCH, "{}"),
      patch(`${MAPS}/m1`, JSON_PATCH, '[{"op":"frob","path":"/data/a"}]'),
      patch(`${MAPS}/m1?fieldManager=one`, APPLY, "a: b: c"),
      patch(`${MAPS}/m1?fieldManager=one`, APPLY, "nonsense"),
      patch(`${MAPS}/m1?fieldManager=one`, APPLY, ""),
      patch(`${MAPS}/none`, MERGE, "nonsense"),
      put(`${MAPS}/m1`, "{"),
      remove(`${MAPS}/none`, "nonsense"),
      remove(`${MAPS}/m1`, "nonsense"),
      remove(`${MAPS}/m1`, "[]"),
      remove(`${MAPS}/m1`, '{"kind":"ConfigMap","apiVersion":"v1"}'),
      remove(`${MAPS}/m1`, '{"propagationPolicy":7}'),
    ],
  },
  {
    name: "fields that are given twice",
    requests: [
      post(MAPS, map("twice", `"a":"1","a":"2"`)),
      post(`${MAPS}?fieldValidation=Ignore`, map("twice1", `"a":"1","a":"2"`)),
      post(`${MAPS}?fieldValidation=Strict`, map("twice2", `"a":"1","a":"2"`)),
      post(`${MAPS}?fieldValidation=Strict`, map("twice2", `"a":"1","a":"2"`, `,"name":"x","nope":1`)),
      post(`${MAPS}?fieldValidation=Warn`, map("twice3", `"a":"1","a":"2","a":"3","b":"1"`, `,"nope":1`)),
      post(
        `${MAPS}?fieldValidation=Strict`,
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: twice5}\ndata: {a: p, a: q}\n",
        YAML_TYPE,
      ),
      post(
        `${MAPS}?fieldValidation=Warn`,
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: twice4, nope: 1}\ndata:\n  a: p\n  a: q\nnope: 1\n",
        YAML_TYPE,
      ),
      put(`${MAPS}/twice?fieldValidation=Strict`, map("twice", `"a":"1","a":"2"`)),
      patch(`${MAPS}/twice?fieldValidation=Strict`, MERGE, '{"data":{"a":"1","a":"2"}}'),
      patch(`${MAPS}/twice?fieldValidation=Warn`, MERGE, '{"data":{"a":"3","a":"4"},"nope":1}'),
      patch(`${MAPS}/twice?fieldValidation=Strict`, STRATEGIC, '{"data":{"a":"1","a":"2"}}'),
      patch(
        `${MAPS}/twice?fieldValidation=Strict`,
        JSON_PATCH,
        '[{"op":"add","path":"/data/z","value":"1","value":"2"}]',
      ),
      patch(
        `${MAPS}/twice?fieldManager=one&fieldValidation=Strict`,
        APPLY,
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: twice}\ndata: {c: p, c: q}\n",
      ),
      post(`${MAPS}?fieldValidation=Wrong`, map("x")),
      put(`${MAPS}/twice?fieldValidation=Wrong`, map("twice")),
    ],
  },
  {
    name: "queries",
    requests: [
      get(`${MAPS}?limit=x`),
      get(`${MAPS}?limit=-1&fieldSelector=metadata.name=m1`),
      get(`${MAPS}?timeoutSeconds=x`),
      get(`${MAPS}?frob=1&fieldSelector=metadata.name=m1`),
      get(`${MAPS}?watch=x&timeoutSeconds=1&fieldSelector=metadata.name=m1`),
      get(`${MAPS}?labelSelector=a+b`),
      get(`${MAPS}?labelSelector=%3D%3D`),
      get(`${MAPS}?fieldSelector=a`),
      get(`${MAPS}?fieldSelector=spec.x%3D1`),
      get(`${CORE}/pods?fieldSelector=spec.x%3D1`),
      get(`${MAPS}?continue=nonsense`),
      get(`${MAPS}?continue=bm9uc2Vuc2U`),
      get(`${MAPS}?resourceVersion=x`),
      get(`${MAPS}?resourceVersion=99999999999999`),
      get(`${MAPS}?resourceVersionMatch=Exact`),
      get(`${MAPS}?resourceVersionMatch=Wrong&resourceVersion=1`),
      get(`${MAPS}?resourceVersionMatch=Exact&resourceVersion=0`),
      get(`${MAPS}?resourceVersionMatch=NotOlderThan&resourceVersion=1&continue=abc`),
      get(`${MAPS}?sendInitialEvents=true`),
      get(`${MAPS}?timeoutSeconds=1&watch=true&sendInitialEvents=true`),
      get(`${MAPS}?timeoutSeconds=1&watch=true&resourceVersionMatch=NotOlderThan`),
      get(`${MAPS}?timeoutSeconds=1&watch=true&sendInitialEvents=true&resourceVersionMatch=Exact`),
      get(`${MAPS}?timeoutSeconds=1&watch=true&resourceVersion=x`),
      get(`${MAPS}/m1?resourceVersion=x`),
      get(`${MAPS}/m1?resourceVersion=99999999999999`),
      get(`${MAPS}/m1?resourceVersion=0`),
      post(`${MAPS}?dryRun=Some`, map("x")),
      post(`${MAPS}?dryRun=All&dryRun=All`, map("x")),
      post(`${MAPS}?fieldManager=${"m".repeat(129)}`, map("x")),
      post(`${MAPS}?fieldManager=a%00b`, map("x")),
      put(`${MAPS}/m1?dryRun=Some`, map("m1")),
      patch(`${MAPS}/m1?dryRun=Some`, MERGE, "{}"),
      patch(`${MAPS}/m1?force=true`, MERGE, "{}"),
      patch(`${MAPS}/m1?force=x`, MERGE, "{}"),
      remove(`${MAPS}/m1?propagationPolicy=Sideways`),
      remove(`${MAPS}/m1?orphanDependents=true&propagationPolicy=Orphan`),
      remove(`${MAPS}/m1?gracePeriodSeconds=x`),
      remove(`${MAPS}/m1?dryRun=Some`),
      remove(`${MAPS}/m1`, '{"propagationPolicy":"Orphan","orphanDependents":true}'),
      remove(`${MAPS}/m1`, '{"dryRun":["Some"]}'),
      remove(`${MAPS}/m1`, '{"gracePeriodSeconds":-5,"dryRun":["All"]}'),
      remove(`${MAPS}/m1`, '{"preconditions":{"resourceVersion":"1"}}'),
      remove(`${MAPS}?labelSelector=none%3Dx`, '{"propagationPolicy":"Sideways"}'),
      remove(`${MAPS}?labelSelector=none%3Dx`),
      remove(`${MAPS}?fieldSelector=metadata.name%3Ddry2&dryRun=All`),
      remove(`${MAPS}?fieldSelector=metadata.name%3Ddry2`),
    ],
  },
  {
    name: "deprecated kinds and fields",
    requests: [
      get(`${CORE}/endpoints/none`),
      accepting(`${CORE}/endpoints?fieldSelector=metadata.name%3Dnone`, TABLE),
      post(`${CORE}/endpoints`, '{"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"e"}}'),
      remove(`${CORE}/endpoints/e`),
      post(
        `${CORE}/pods?dryRun=All`,
        pod("w1", {
          nodeSelector: { "beta.kubernetes.io/os": "linux" },
        }),
      ),
      post(
        `${CORE}/pods?dryRun=All`,
        pod(
          "w2",
          {},
          {
            env: [
              { name: "A", value: "1" },
              { name: "A", value: "2" },
            ],
          },
        ),
      ),
      post(
        `${CORE}/pods?dryRun=All`,
        pod("w3", {
          volumes: [
            { name: "v", gitRepo: { repository: "x" } },
            { name: "g", glusterfs: { endpoints: "e", path: "p" } },
          ],
        }),
      ),
      post(
        `${CORE}/pods?dryRun=All`,
        pod("w4", {
          serviceAccount: "x",
          serviceAccountName: "x",
          imagePullSecrets: [{ name: "" }],
          hostAliases: [
            { ip: "1.2.3.4", hostnames: ["a"] },
            { ip: "1.2.3.4", hostnames: ["b"] },
          ],
        }),
      ),
      post(
        `${CORE}/pods?dryRun=All`,
        pod("w5", {}, { ports: [{ containerPort: 80 }, { containerPort: 80, name: "b" }] }),
      ),
      post(
        `${CORE}/pods?dryRun=All`,
        pod(
          "w6",
          {},
          { resources: { limits: { memory: "100m", "ephemeral-storage": "1m" }, requests: { cpu: "0.0001" } } },
        ),
      ),
      post(
        `${CORE}/pods?dryRun=All`,
        pod("w7", {
          topologySpreadConstraints: [
            { maxSkew: 1, topologyKey: "failure-domain.beta.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
          ],
          terminationGracePeriodSeconds: -1,
        }),
      ),
      post(`${CORE}/pods?dryRun=All`, pod("has.dots", {})),
      post(
        `${CORE}/pods?dryRun=All`,
        pod(
          "w8",
          { priorityClassName: "", securityContext: {} },
          {},
          { "seccomp.security.alpha.kubernetes.io/pod": "x", "scheduler.alpha.kubernetes.io/critical-pod": "" },
        ),
      ),
      post(
        `${APPS}/deployments?dryRun=All`,
        workload("Deployment", { nodeSelector: { "beta.kubernetes.io/arch": "amd64" } }),
      ),
      post(`${APPS}/deployments?dryRun=All`, workload("Deployment", {}, "has.dots")),
      post(`${APPS}/statefulsets?dryRun=All`, workload("StatefulSet", {})),
      post(
        `${CORE}/services?dryRun=All`,
        '{"apiVersion":"v1","kind":"Service","metadata":{"name":"s","annotations":{"service.kubernetes.io/topology-aware-hints":"auto"}},"spec":{"ports":[{"port":80}],"loadBalancerIP":"1.2.3.4","type":"LoadBalancer"}}',
      ),
      post(
        `${CORE}/services?dryRun=All`,
        '{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"type":"ExternalName","externalName":"a.example.com","externalIPs":["10.0.0.1"],"clusterIP":""}}',
      ),
      post(
        `${CORE}/services?dryRun=All`,
        '{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"clusterIP":"None","loadBalancerIP":"1.2.3.4","ports":[{"name":"a","port":80},{"name":"b","port":80,"targetPort":80}]}}',
      ),
      post(
        "/apis/networking.k8s.io/v1/namespaces/$NS/ingresses?dryRun=All",
        '{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"i","annotations":{"kubernetes.io/ingress.class":"x"}},"spec":{"defaultBackend":{"service":{"name":"a","port":{"number":80}}},"rules":[{"host":"a","http":{"paths":[{"pathType":"ImplementationSpecific","backend":{"service":{"name":"a","port":{"number":80}}}}]}}]}}',
      ),
      post(
        "/apis/policy/v1/namespaces/$NS/poddisruptionbudgets?dryRun=All",
        '{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"p"},"spec":{"minAvailable":1,"selector":{}}}',
      ),
      post(
        "/apis/batch/v1/namespaces/$NS/cronjobs?dryRun=All",
        '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"a-name-that-is-far-too-long-for-the-jobs-that-it-will-be"},"spec":{"schedule":"0 0 1 1 *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"m","image":"a"}]}}}}}}',
      ),
      post(
        "/api/v1/persistentvolumes?dryRun=All",
        '{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"$NS-pv","annotations":{"volume.beta.kubernetes.io/storage-class":"x"}},"spec":{"capacity":{"storage":"1.5m"},"accessModes":["ReadWriteOnce"],"persistentVolumeReclaimPolicy":"Recycle","nfs":{"server":"a","path":"/"}}}',
      ),
      post(
        `${CORE}/persistentvolumeclaims?dryRun=All`,
        '{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"c","annotations":{"volume.beta.kubernetes.io/storage-class":"x"}},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"100m"}}}}',
      ),
      post(
        "/apis/autoscaling/v2/namespaces/$NS/horizontalpodautoscalers?dryRun=All",
        '{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"h"},"spec":{"maxReplicas":1,"minReplicas":1,"scaleTargetRef":{"kind":"Deployment","name":"x"}}}',
      ),
      post(
        "/apis/storage.k8s.io/v1/storageclasses?dryRun=All",
        '{"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"$NS-c"},"provisioner":"kubernetes.io/glusterfs","allowedTopologies":[{"matchLabelExpressions":[{"key":"failure-domain.beta.kubernetes.io/zone","values":["a"]}]}]}',
      ),
      post(
        `${CORE}/secrets?dryRun=All`,
        '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"type":"kubernetes.io/service-account-token"}',
      ),
    ],
  },
  {
    name: "versions of one kind",
    requests: [
      post(
        "/apis/autoscaling/v1/namespaces/$NS/horizontalpodautoscalers",
        '{"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"h1"},"spec":{"maxReplicas":3,"targetCPUUtilizationPercentage":60,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"none"}}}',
      ),
      get("/apis/autoscaling/v2/namespaces/$NS/horizontalpodautoscalers/h1"),
      post(
        "/apis/autoscaling/v2/namespaces/$NS/horizontalpodautoscalers",
        '{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"h2"},"spec":{"maxReplicas":3,"minReplicas":2,"behavior":{"scaleDown":{"stabilizationWindowSeconds":60}},"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}},{"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"100Mi"}}},{"type":"Pods","pods":{"metric":{"name":"qps"},"target":{"type":"AverageValue","averageValue":"10"}}}],"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"none"}}}',
      ),
      get("/apis/autoscaling/v1/namespaces/$NS/horizontalpodautoscalers/h2"),
      {
        ...accepting(
          "/apis/autoscaling/v1/namespaces/$NS/horizontalpodautoscalers?fieldSelector=metadata.name%3Dh2",
          META_LIST,
        ),
        apart: "of metadata alone the real server converts nothing",
      },
      {
        ...patch(
          "/apis/autoscaling/v1/namespaces/$NS/horizontalpodautoscalers/h2",
          MERGE,
          '{"spec":{"maxReplicas":7,"targetCPUUtilizationPercentage":40}}',
        ),
        apart: OWNERS,
      },
      { ...get("/apis/autoscaling/v2/namespaces/$NS/horizontalpodautoscalers/h2"), apart: OWNERS },
      remove("/apis/autoscaling/v2/namespaces/$NS/horizontalpodautoscalers/h1"),
      remove("/apis/autoscaling/v1/namespaces/$NS/horizontalpodautoscalers/h2"),
      post(
        `${CORE}/events`,
        '{"apiVersion":"v1","kind":"Event","metadata":{"name":"e1"},"involvedObject":{"kind":"Pod","name":"p","namespace":"$NS","apiVersion":"v1"},"reason":"Because","message":"text","type":"Normal","source":{"component":"me","host":"h"},"firstTimestamp":"2024-01-01T00:00:00Z","lastTimestamp":"2024-01-01T00:00:00Z","count":2}',
      ),
      get("/apis/events.k8s.io/v1/namespaces/$NS/events/e1"),
      post(
        "/apis/events.k8s.io/v1/namespaces/$NS/events",
        '{"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"e2"},"regarding":{"kind":"Pod","name":"p","namespace":"$NS","apiVersion":"v1"},"reason":"Because","note":"text","type":"Warning","action":"Do","reportingController":"me","reportingInstance":"i","eventTime":"2024-01-01T00:00:00.123456Z"}',
      ),
      get(`${CORE}/events/e2`),
      get("/apis/events.k8s.io/v1/namespaces/$NS/events?fieldSelector=regarding.name%3Dp"),
      get(`${CORE}/events?fieldSelector=involvedObject.name%3Dp,reason%3DBecause`),
      remove(`${CORE}/events/e1`),
      remove("/apis/events.k8s.io/v1/namespaces/$NS/events/e2"),
    ],
  },
  {
    name: "found by generation",
    requests: [
      post(`${CORE}/secrets`, secret("f1", `"l":"1"`)),
      post(`${CORE}/secrets`, secret("f2", `"l":"2"`)),
      get(`${CORE}/secrets?labelSelector=l%3Ex`),
      get(`${CORE}/secrets?limit=x&labelSelector=%2C`),
      get(`${CORE}/secrets?sendInitialEvents=true&labelSelector=l%3D1%2C`),
      get(`${CORE}/secrets?labelSelector=l%3D1&limit=1`),
      get(`${CORE}/secrets?resourceVersion=0&limit=1`),
      accepting(`${CORE}/secrets/none`, `${TABLE},application/json`),
      accepting(`${CORE}/secrets/none`, "application/yaml;as=Table;g=meta.k8s.io;v=v1"),
      accepting(`${CORE}/secrets`, "application/cbor"),
      accepting(`${CORE}/secrets?labelSelector=none`, META_LIST),
      accepting(`${CORE}/secrets/f1`, "application/json;as=Table;g=meta.k8s.io;v=v1beta1"),
      post(`${CORE}/secrets?dryRun=`, secret("f3")),
      post(`${CORE}/secrets`, secret("f1", "", `,"generateName":"g-"`)),
      post(`${CORE}/secrets`, secret("f1", "", `,"odd":1`)),
      put(`${CORE}/secrets/none`, secret("none", "", `,"odd":1`)),
      put(`${CORE}/secrets/f2`, secret("f2", "", `,"managedFields":[]`)),
      put(`${APPS}/deployments/none/status`, "{"),
      patch(`${CORE}/secrets/f1?fieldValidation=Ignore`, MERGE, "{"),
      patch(`${CORE}/secrets/f1?fieldManager=one`, APPLY, secret("f1", "", `,"name":"f1"`)),
      patch(`${CORE}/secrets/f1?fieldManager=one`, APPLY, secret("f1").slice(0, -1)),
      patch(`${CORE}/secrets/f1?fieldManager=one`, APPLY, secret("")),
      patch(`${CORE}/secrets/f4?fieldManager=one`, APPLY, secret("f4", "", `,"uid":"x"`)),
      patch(`${CORE}/secrets/f1`, MERGE, `{"metadata":{"uid":"x"}}`),
      patch(`${CORE}/secrets/f1`, MERGE, `{"metadata":{"labels":{"a b":"c"},"finalizers":["x"]}}`),
      remove(`${CORE}/secrets/f1`, `{"gracePeriodSeconds":"x"}`),
      request("DELETE", `${CORE}/secrets?labelSelector=x+in+%28`, JSON_TYPE, `{"dryRun":["x"]}`),
    ],
  },
];

function pod(name: string, spec: object, container: object = {}, annotations: object = {}): string {
  const containers = [{ name: "m", image: "a", ...container }];
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, annotations },
    spec: { containers, ...spec },
  });
}

function workload(kind: string, spec: object, name = "w"): string {
  const template = { metadata: { labels: { app: "w" } }, spec: { containers: [{ name: "m", image: "a" }], ...spec } };
  return JSON.stringify({
    ...{ apiVersion: "apps/v1", kind, metadata: { name } },
    spec: { selector: { matchLabels: { app: "w" } }, template },
  });
}
