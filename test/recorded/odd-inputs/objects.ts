/** Objects for odd kustomizations to work on. */
export const OBJECTS = `apiVersion: apps/v1
kind: Deployment
metadata: {name: d, labels: {app: x, a/b: "1"}, annotations: {t: "1"}}
spec:
  replicas: 1
  selector: {matchLabels: {app: x}}
  template:
    metadata: {labels: {app: x}}
    spec:
      containers:
      - {name: c, image: "nginx:1", args: [a, b, c], env: [{name: A, value: va}]}
      - {name: e, image: "redis:2"}
      volumes: [{name: v, configMap: {name: cm}}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cm}
data: {a: "1", multi: "x:y:z", json: '{"a": {"b": [1, 2]}}', path: /a/b/c, empty: ""}
---
apiVersion: x.io/v1
kind: Foo
metadata: {name: foo}
spec: {list: [{name: a, v: 1}, {name: b, v: 2}], plain: [a, b], map: {k: v}, s: str, n: ~, none: , owner: cm}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {kind: Role, name: r, apiGroup: rbac.authorization.k8s.io}
subjects: [{kind: ServiceAccount, name: default}, {kind: ServiceAccount, name: sa, namespace: other}]
`;
