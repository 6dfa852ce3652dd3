/**
 * What people type. A command is a line for kubectl without its program's name; `'...'` is one word, `$NS` the namespace, `< FILE` its
 * input. Files lie in the current directory. Both servers are given every command in order.
 */
export interface Scenario {
  readonly name: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
}

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web, tier: front}, annotations: {note: first}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: main
          image: example.com/web:1
          ports: [{containerPort: 8080, name: http}]
          env: [{name: A, value: "1"}, {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
          resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
          readinessProbe: {httpGet: {path: /, port: http}, periodSeconds: 2}
          volumeMounts: [{name: conf, mountPath: /conf}]
      volumes: [{name: conf, configMap: {name: conf}}]
---
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: conf, labels: {app: web}}
data: {a: "1", multi: "x\\ny\\n"}
binaryData: {b: AAEC}
`;

const conf = (a: string, more = ""): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf, labels: {app: web}}\ndata: {a: "${a}", multi: "x\\ny\\n"${more}}\nbinaryData: {b: AAEC}\n`;

const ALL_KINDS = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: main, image: example.com/db:1}]}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: main, image: example.com/agent:1}]}
---
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
  suspend: true
  template:
    spec: {restartPolicy: Never, containers: [{name: main, image: example.com/job:1}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "0 0 1 1 *"
  suspend: true
  jobTemplate:
    spec:
      template:
        spec: {restartPolicy: Never, containers: [{name: main, image: example.com/job:1}]}
---
apiVersion: v1
kind: Secret
metadata: {name: sec}
type: Opaque
stringData: {user: u, password: secret}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: robot}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: nginx
  tls: [{hosts: [a.example.com], secretName: tls}]
  rules:
    - host: a.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}], ports: [{port: 5432}]}]}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: db}
spec: {minAvailable: 1, selector: {matchLabels: {app: none}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: limits}
spec: {limits: [{type: PersistentVolumeClaim, max: {storage: 2Gi}}]}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: quota}
spec: {hard: {count/widgets.example.com: "10"}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules: [{apiGroups: [""], resources: [pods, pods/log], verbs: [get, list]}, {apiGroups: [apps], resources: [deployments], resourceNames: [web], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: robot}, {kind: User, apiGroup: rbac.authorization.k8s.io, name: jane}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: none}
spec:
  minReplicas: 1
  maxReplicas: 4
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: none}
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]
---
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: lock}
spec: {holderIdentity: me, leaseDurationSeconds: 15}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: slice}
addressType: IPv4
ports: [{name: http, port: 80, protocol: TCP}]
endpoints: [{addresses: [10.9.9.9], conditions: {ready: true}}]
---
apiVersion: v1
kind: PodTemplate
metadata: {name: tpl}
template:
  metadata: {labels: {app: tpl}}
  spec: {containers: [{name: main, image: example.com/tpl:1}]}
---
apiVersion: v1
kind: ReplicationController
metadata: {name: rc}
spec:
  replicas: 0
  selector: {app: rc}
  template:
    metadata: {labels: {app: rc}}
    spec: {containers: [{name: main, image: example.com/rc:1}]}
---
apiVersion: resource.k8s.io/v1
kind: ResourceClaim
metadata: {name: gpu}
spec: {devices: {requests: [{name: gpu, exactly: {deviceClassName: gpu.example.com}}]}}
`;

const CLUSTER_KINDS = `
apiVersion: v1
kind: PersistentVolume
metadata: {name: $NS}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce, ReadOnlyMany], persistentVolumeReclaimPolicy: Retain, hostPath: {path: /tmp/x}, storageClassName: none-$NS}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: $NS}
provisioner: example.com/none
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: $NS}
spec: {controller: example.com/none}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: $NS}
value: 1000
---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: $NS}
handler: none
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: $NS}
rules: [{nonResourceURLs: [/healthz], verbs: [get]}, {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: $NS}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: $NS}
subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: nobody}]
---
apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: {name: csi.$NS}
spec: {attachRequired: false}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: $NS}
webhooks:
  - name: none.example.com
    clientConfig: {url: "https://127.0.0.1:9/none"}
    sideEffects: None
    admissionReviewVersions: [v1]
    rules: [{apiGroups: [none.example.com], apiVersions: [v1], operations: [CREATE], resources: [none]}]
---
apiVersion: resource.k8s.io/v1
kind: DeviceClass
metadata: {name: gpu.$NS}
spec: {}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.$NS.example.com}
spec:
  group: $NS.example.com
  scope: Namespaced
  names: {kind: Widget, plural: widgets, singular: widget, shortNames: [wd], categories: [all]}
  versions:
    - name: v1
      served: true
      storage: true
      subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}
      additionalPrinterColumns:
        - {name: Size, type: integer, jsonPath: .spec.size, description: How large}
        - {name: Color, type: string, jsonPath: .spec.color, priority: 1}
        - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
      schema:
        openAPIV3Schema:
          description: A widget is a thing.
          type: object
          properties:
            spec:
              type: object
              description: What is wanted.
              required: [size]
              properties:
                size: {type: integer, description: How large it is., minimum: 1}
                color: {type: string, enum: [red, blue]}
                replicas: {type: integer}
            status:
              type: object
              properties: {replicas: {type: integer}}
`;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "discovery",
    commands: [
      "version",
      "api-resources",
      "api-resources -o wide --sort-by=name",
      "api-resources --api-group=apps -o name",
      "api-resources --namespaced=false --verbs=list",
      "api-versions",
      "cluster-info",
      "get --raw /healthz",
      "get --raw /livez?verbose",
      "get --raw /readyz/ping",
      "get --raw /version",
      "get --raw /nothing",
      "get nothing",
      "get pods/a b/c",
      "get pod nothing -n default",
    ],
  },
  {
    name: "explain",
    commands: [
      "explain pod",
      "explain pods.spec.containers.livenessProbe",
      "explain deployment.spec.strategy --recursive",
      "explain deployment --api-version=apps/v1",
      "explain service.spec.ports",
      "explain configmap.data",
      "explain hpa --api-version=autoscaling/v1",
      "explain ingress.spec.nothing",
      "explain nothing",
      "explain crd.spec.versions.schema.openAPIV3Schema.properties --recursive",
      "explain job.spec --output=plaintext-openapiv2",
    ],
  },
  {
    name: "applied on the client",
    files: {
      "web.yaml": WEB,
      "conf.yaml": conf("2", ', c: "3"'),
      "bad.yaml": conf("2").replace("data:", "dataa: {}\ndata:"),
    },
    commands: [
      "diff -f web.yaml",
      "apply -f web.yaml --dry-run=server",
      "apply -f web.yaml --dry-run=client -o yaml",
      "apply -f web.yaml",
      "apply -f web.yaml",
      "apply view-last-applied configmap/conf",
      "diff -f conf.yaml",
      "apply -f conf.yaml",
      "diff -f conf.yaml",
      "apply -f bad.yaml",
      "apply -f bad.yaml --validate=warn",
      "apply -f bad.yaml --validate=ignore",
      "apply set-last-applied -f conf.yaml",
      "get configmap conf -o yaml",
      "get configmap conf -o yaml --show-managed-fields",
      "rollout status deployment/web --timeout=30s",
      "get deployment web -o yaml",
      "get deployments,services -o wide",
      "get all --show-labels",
      "get pods -o custom-columns=IMAGE:.spec.containers[*].image,PHASE:.status.phase",
      "get pods -l app=web -o jsonpath={.items[*].status.phase}",
      "get deployment web -o jsonpath={.status.readyReplicas}",
      "get deploy/web svc/web -o name",
      "get pods --field-selector=status.phase=Running -o name",
      "get pods --field-selector=spec.nothing=x",
      "get configmaps --sort-by=.metadata.name",
      "get configmaps --chunk-size=1 -o name",
      "get deployments -A -l app=web --no-headers",
      "get endpointslices -l kubernetes.io/service-name=web",
      "describe deployment web",
      "describe service web",
      "describe configmap conf",
      "describe pods -l app=web",
      "describe replicaset -l app=web",
      "logs deployment/web",
      "logs -l app=web --prefix --tail=1",
      "logs deployment/nothing",
    ],
  },
  {
    name: "changed in place",
    commands: [
      "label configmap conf color=red",
      "label configmap conf color=blue",
      "label configmap conf color=blue --overwrite",
      "label configmap conf color-",
      "annotate deployment web note=second --overwrite",
      "annotate deployment web note-",
      'patch configmap conf -p {"data":{"d":"4"}}',
      'patch configmap conf -p {"data":{"d":"4"}}',
      'patch configmap conf --type=merge -p {"data":{"d":null}}',
      'patch configmap conf --type=json -p [{"op":"replace","path":"/data/a","value":"9"}]',
      'patch configmap conf --type=json -p [{"op":"remove","path":"/data/none"}]',
      'patch deployment web --subresource=status --type=merge -p {"status":{"collisionCount":1}}',
      'patch deployment web -p {"spec":{"template":{"spec":{"containers":[{"name":"main","env":[{"name":"B","value":"2"}]}]}}}}',
      "rollout status deployment/web --timeout=30s",
      "get deployment web -o jsonpath={.spec.template.spec.containers[0].env}",
      "set image deployment/web main=example.com/web:2",
      "rollout status deployment/web --timeout=30s",
      "set env deployment/web A=2 C=3 POD-",
      "set env deployment/web --list",
      "set resources deployment/web --limits=cpu=200m,memory=256Mi",
      "set serviceaccount deployment/web default",
      "set selector service/web app=web,tier=front",
      "rollout status deployment/web --timeout=30s",
      "rollout history deployment/web",
      "rollout history deployment/web --revision=3",
      "rollout undo deployment/web --to-revision=1",
      "rollout status deployment/web --timeout=30s",
      "rollout pause deployment/web",
      "rollout pause deployment/web",
      "rollout restart deployment/web",
      "rollout resume deployment/web",
      "rollout restart deployment/web",
      "rollout status deployment/web --timeout=30s",
      "scale deployment/web --replicas=3",
      "scale deployment/web --replicas=1 --current-replicas=9",
      "wait --for=jsonpath={.status.readyReplicas}=3 deployment/web --timeout=30s",
      "wait --for=condition=Available deployment/web --timeout=30s",
      "wait --for=condition=Nothing deployment/web --timeout=1s",
      "scale deployment/web --replicas=0",
      "wait --for=delete pod -l app=web --timeout=30s",
      "get deployment web --subresource=scale",
      "get deployment web --subresource=status -o name",
      "autoscale deployment web --min=1 --max=3 --cpu=50%",
      "get hpa web -o jsonpath={.spec}",
      "get hpa.v1.autoscaling web -o jsonpath={.spec}",
      "delete hpa web",
      "expose deployment web --name=web2 --port=81 --target-port=8080",
      "get service web2 -o jsonpath={.spec.ports}",
    ],
  },
  {
    name: "applied on the server",
    files: {
      "one.yaml": conf("1").replace("name: conf", "name: ssa"),
      "two.yaml": conf("2").replace("name: conf", "name: ssa"),
    },
    commands: [
      "apply --server-side -f one.yaml",
      "apply --server-side -f one.yaml",
      "apply --server-side -f two.yaml --field-manager=other",
      "apply --server-side -f two.yaml --field-manager=other --force-conflicts",
      "apply --server-side -f one.yaml --dry-run=server",
      "diff --server-side -f one.yaml",
      "get configmap ssa -o yaml --show-managed-fields",
      "apply edit-last-applied configmap/ssa",
      "delete -f one.yaml",
      "delete -f one.yaml",
      "delete -f one.yaml --ignore-not-found",
      "apply -f one.yaml",
      "apply --server-side -f two.yaml",
      "get configmap ssa -o yaml --show-managed-fields",
      "apply --server-side -f one.yaml --field-manager=other --force-conflicts",
      "get configmap ssa -o yaml --show-managed-fields",
      "delete -f one.yaml",
    ],
  },
  {
    name: "pruned",
    files: {
      "both/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: p1, labels: {set: p}}\n",
      "both/b.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: p2, labels: {set: p}}\n",
    },
    commands: [
      "apply -f both --prune -l set=p --prune-allowlist=core/v1/ConfigMap",
      "apply -f both/a.yaml --prune -l set=p --prune-allowlist=core/v1/ConfigMap",
      "get configmaps -l set=p -o name",
      "delete configmaps -l set=p",
    ],
  },
  {
    name: "created",
    files: { "data.txt": "content\n", "env.txt": "A=1\nB=2\n", "web.yaml": WEB },
    commands: [
      "create configmap c1 --from-literal=a=1 --from-file=data.txt",
      "create configmap c1 --from-literal=a=1",
      "create configmap c2 --from-env-file=env.txt -o yaml",
      "create secret generic s1 --from-literal=a=1",
      "create secret docker-registry s2 --docker-server=example.com --docker-username=u --docker-password=p",
      "get secret s2 -o jsonpath={.type}",
      "create serviceaccount sa1",
      "create role r1 --verb=get,list --resource=pods,deployments.apps",
      "create rolebinding rb1 --role=r1 --serviceaccount=$NS:sa1",
      "create deployment d1 --image=example.com/d:1 --replicas=2 --port=80",
      "create service clusterip sv1 --tcp=80:8080",
      "create service nodeport sv2 --tcp=80",
      "create service externalname sv3 --external-name=example.com",
      "create service loadbalancer sv4 --tcp=80",
      "create job j1 --image=example.com/j:1",
      "create cronjob cj1 --image=example.com/j:1 --schedule='0 0 1 1 *'",
      "create job j2 --from=cronjob/cj1",
      "create ingress in1 --rule=a.example.com/x=sv1:80",
      "create poddisruptionbudget pdb1 --selector=app=x --min-available=1",
      "create quota q1 --hard=count/widgets.example.com=1",
      "create namespace $NS-made --dry-run=server -o yaml",
      "create priorityclass $NS-pc --value=5 --dry-run=server",
      "create clusterrole $NS-cr --verb=get --resource=nodes --dry-run=server -o yaml",
      "create token default --duration=10m",
      "create token nothing",
      "wait --for=condition=complete job/j1 --timeout=30s",
      "get jobs j1",
      "describe job j1",
      "get cronjob cj1",
      "rollout status deployment/d1 --timeout=30s",
      "run pod1 --image=example.com/p:1 --labels=app=pod1 --env=A=1",
      "wait --for=condition=Ready pod/pod1 --timeout=30s",
      "get pod pod1 -o wide",
      "get pod pod1 -o yaml",
      "describe pod pod1",
      "logs pod1",
      "logs pod1 --previous",
      "logs pod1 -c nothing",
      "run pod1 --image=example.com/p:1",
      "get services",
      "get service sv1 -o yaml",
      "get service sv3 -o yaml",
      "describe service sv2",
      "get ingress in1",
      "describe ingress in1",
      "delete pod pod1 --wait=true --timeout=60s",
      "delete pod pod1",
      "delete job j1 --cascade=foreground --timeout=60s",
      "delete deployment d1 --cascade=orphan",
      "get replicasets -l app=d1 -o name",
      "delete replicasets,pods -l app=d1 --now",
      "delete services sv1 sv2",
      "delete service sv1",
      "create -f web.yaml --dry-run=server",
      "replace -f web.yaml",
      "get configmap conf -o jsonpath={.data}",
      "replace --force -f data.txt",
    ],
  },
  {
    name: "every kind",
    files: { "all.yaml": ALL_KINDS, "cluster.yaml": CLUSTER_KINDS },
    commands: [
      "create -f all.yaml",
      "create -f cluster.yaml",
      "wait --for=condition=Established crd/widgets.$NS.example.com --timeout=30s",
      "rollout status statefulset/db --timeout=30s",
      "rollout status daemonset/agent --timeout=30s",
      "rollout history statefulset/db",
      // The real autoscaler comes by every 15 s.
      "wait hpa/none --for=condition=AbleToScale=False --timeout=60s",
      ...[
        ...["statefulset db", "daemonset agent", "job once", "cronjob nightly", "secret sec", "serviceaccount robot"],
        ...["ingress web", "networkpolicy deny", "pdb db", "pvc data", "limitrange limits", "resourcequota quota"],
        ...["role reader", "rolebinding readers", "hpa none", "lease lock", "endpointslice slice", "podtemplate tpl"],
        ...["replicationcontroller rc", "resourceclaim gpu", "pv $NS", "storageclass $NS", "ingressclass $NS"],
        ...["priorityclass $NS", "runtimeclass $NS", "clusterrole $NS", "clusterrolebinding $NS", "csidriver csi.$NS"],
        ...["validatingwebhookconfiguration $NS", "deviceclass gpu.$NS", "crd widgets.$NS.example.com"],
        ...["namespace $NS", "node node-0"],
      ].flatMap((one) => [`get ${one} -o wide`, `describe ${one}`]),
      ...["controllerrevisions", "endpoints", "componentstatuses", "servicecidrs", "ipaddresses", "csinodes"].map(
        (one) => `get ${one}`,
      ),
      ...["flowschemas", "prioritylevelconfigurations", "apiservices"].map((one) => `get ${one}`),
      "get nodes",
      "get nodes -o wide",
      "get namespaces default kube-system",
      "get events.v1.events.k8s.io nothing",
    ],
  },
  {
    name: "a custom kind",
    files: {
      "w.yaml": "apiVersion: $NS.example.com/v1\nkind: Widget\nmetadata: {name: w1}\nspec: {size: 3, color: red}\n",
      "w2.yaml": "apiVersion: $NS.example.com/v1\nkind: Widget\nmetadata: {name: w1}\nspec: {size: 0, color: red}\n",
      "w3.yaml": "apiVersion: $NS.example.com/v1\nkind: Widget\nmetadata: {name: w1}\nspec: {size: 4, shape: round}\n",
    },
    commands: [
      "api-resources --api-group=$NS.example.com",
      "explain widget",
      "explain widget.spec",
      "explain widget --recursive",
      "apply -f w.yaml",
      "get widgets",
      "get wd w1 -o wide",
      "get wd w1 -o yaml",
      "describe widget w1",
      "apply -f w2.yaml",
      "apply -f w3.yaml",
      "apply -f w3.yaml --validate=warn",
      "apply -f w3.yaml --server-side --validate=ignore --force-conflicts",
      "scale widget w1 --replicas=2",
      "get widget w1 -o jsonpath={.spec}",
      'patch widget w1 --type=merge --subresource=status -p {"status":{"replicas":2}}',
      "get widget w1 --subresource=scale",
      "wait --for=jsonpath={.status.replicas}=2 widget/w1 --timeout=10s",
      "delete -f w.yaml",
      "get widgets",
      "delete -f cluster.yaml",
    ],
  },
  {
    name: "who may",
    commands: [
      "auth can-i get pods",
      "auth can-i '*' '*' -A",
      "auth can-i get pods --as=jane",
      "auth can-i get pods/log --as=jane",
      "auth can-i delete pods --as=jane",
      "auth can-i get pods --as=system:serviceaccount:$NS:robot",
      "auth can-i --list --as=jane",
      "auth can-i get /healthz",
      "auth can-i get nothings",
      "auth whoami",
      "auth whoami --as=jane --as-group=people -o yaml",
      "get pods --as=jane -o name",
      "get secrets --as=jane",
      "delete configmap conf --as=jane",
      "create configmap x --as=jane",
    ],
  },
  {
    name: "edited",
    commands: [
      "create configmap edited --from-literal=a=1",
      "edit configmap edited",
      "get configmap edited -o jsonpath={.data}",
      "edit configmap edited -o json",
      "get configmap edited -o jsonpath={.data}",
      "edit configmap edited -o json",
    ],
  },
  {
    name: "nodes",
    commands: [
      "cordon node-1",
      "cordon node-1",
      "get node node-1",
      "uncordon node-1",
      "taint node node-1 test=$NS:NoSchedule",
      "taint node node-1 test=$NS:NoSchedule",
      "get node node-1 -o jsonpath={.spec.taints}",
      "taint node node-1 test-",
      "label node node-1 disk=ssd",
      "get nodes -l disk=ssd -o name",
      "label node node-1 disk-",
      "drain node-1 --ignore-daemonsets --pod-selector=app=none-$NS",
      "uncordon node-1",
    ],
  },
  {
    name: "deleted",
    commands: [
      "delete deployment web --dry-run=server",
      "delete deployment web --cascade=background",
      "delete all --all --timeout=60s",
      "delete configmaps,secrets --all",
      "get all",
      "get configmaps",
      "delete namespace default",
      "delete namespace nothing-$NS",
    ],
  },
];
