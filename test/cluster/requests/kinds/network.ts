/** What is reached by network. */
import { CORE } from "../sequences.ts";
import { each, LONG, object, type Change, type KindCases } from "./cases.ts";

const NETWORKING = "/apis/networking.k8s.io/v1";
const spec = (key: string, values: Parameters<typeof each>[1]): Change[] => each(`spec/${key}`, values);

const ingressPath = (rest: object): Change["x"] & object =>
  ({
    path: "/",
    pathType: "Prefix",
    backend: { service: { name: "s", port: { number: 80 } } },
    ...rest,
  }) as object as never;
const path = "rules/0/http/paths/0";

const policyPort = (port: object): Change => ({ "spec/ingress": [{ ports: [port] }] }) as Change;
const policyPeer = (peer: object): Change => ({ "spec/ingress": [{ from: [peer] }] }) as Change;

export const NETWORK: readonly KindCases[] = [
  {
    path: `${CORE}/services`,
    valid: [
      object("v1", "Service", "v", {
        spec: {
          type: "LoadBalancer",
          loadBalancerSourceRanges: ["10.0.0.0/8"],
          ports: [{ port: 80, nodePort: 0 }],
          selector: { a: "b" },
        },
      }),
    ],
    base: object("v1", "Service", "s", {
      spec: {
        type: "ClusterIP",
        selector: { app: "s" },
        ports: [
          { name: "http", port: 80, targetPort: "http", protocol: "TCP" },
          { name: "dns", port: 53, protocol: "UDP", appProtocol: "example.com/dns" },
        ],
      },
    }),
    create: [
      ...each("metadata/name", ["Not_Good", "1st", LONG(64), "a.b", "a-"]),
      ...spec("type", ["NodePort", "LoadBalancer", "ExternalName", "Other", ""]),
      { "spec/type": "ExternalName", "spec/externalName": "example.com" },
      { "spec/type": "ExternalName", "spec/externalName": "Not_Good" },
      { "spec/type": "ExternalName", "spec/externalName": "example.com", "spec/clusterIP": "None" },
      { "spec/type": "ExternalName", "spec/externalName": "example.com", "spec/ports": undefined },
      {
        "spec/type": "ExternalName",
        "spec/externalName": "1.2.3.4",
        "spec/ports": undefined,
        "spec/selector": undefined,
      },
      ...spec("externalName", ["example.com"]),
      ...spec("ports", [
        undefined,
        [],
        [{ port: 80 }, { port: 81 }],
        [
          { name: "a", port: 80 },
          { name: "a", port: 81 },
        ],
        [
          { name: "a", port: 80 },
          { name: "b", port: 80 },
        ],
        [
          { name: "a", port: 80 },
          { name: "b", port: 80, protocol: "UDP" },
        ],
        [{ port: 80 }],
      ]),
      ...spec("ports/0/port", [0, -1, 65_536, undefined]),
      ...spec("ports/0/targetPort", [0, 8080, 65_536, "", "UPPER", "no-such-but-very-long", "80", "a_b"]),
      ...spec("ports/0/name", ["", "Not_Good", "a.b", LONG(64)]),
      ...spec("ports/0/protocol", ["SCTP", "HTTP", ""]),
      ...spec("ports/0/appProtocol", ["http", "a b", "kubernetes.io/h2c", ""]),
      ...spec("ports/0/nodePort", [30_080]),
      { "spec/type": "NodePort", "spec/ports/0/nodePort": 80 },
      { "spec/type": "NodePort", "spec/ports/0/nodePort": 70_000 },
      { "spec/type": "NodePort", "spec/ports/0/nodePort": 30_999, "spec/ports/1/nodePort": 30_999 },
      {
        "spec/type": "NodePort",
        "spec/ports/0/nodePort": 30_998,
        "spec/ports/1": { name: "z", port: 99, nodePort: 30_998 },
      },
      { "spec/type": "NodePort", "spec/clusterIP": "None" },
      { "spec/type": "LoadBalancer", "spec/clusterIP": "None" },
      ...spec("clusterIP", ["None", "1.2.3.4", "nonsense", "10.96.44.44", "fd00::1"]),
      ...spec("clusterIPs", [["None"], ["10.96.44.44", "10.96.44.45"], ["10.96.44.44"]]),
      { "spec/clusterIP": "10.96.44.44", "spec/clusterIPs": ["10.96.44.45"] },
      { "spec/clusterIP": "None", "spec/ports": undefined },
      { "spec/clusterIP": "None", "spec/selector": undefined },
      ...spec("ipFamilyPolicy", ["SingleStack", "PreferDualStack", "RequireDualStack", "Other"]),
      ...spec("ipFamilies", [["IPv4"], ["IPv6"], ["IPv4", "IPv6"], ["IPv5"], ["IPv4", "IPv4"]]),
      ...spec("sessionAffinity", ["ClientIP", "Other", ""]),
      ...spec("sessionAffinityConfig", [{ clientIP: { timeoutSeconds: 5 } }]),
      { "spec/sessionAffinity": "ClientIP", "spec/sessionAffinityConfig": { clientIP: { timeoutSeconds: 0 } } },
      { "spec/sessionAffinity": "ClientIP", "spec/sessionAffinityConfig": { clientIP: { timeoutSeconds: 86_401 } } },
      ...spec("selector", [undefined, { "a b": "c" }, { a: "b c" }]),
      ...spec("externalTrafficPolicy", ["Local", "Cluster"]),
      { "spec/type": "NodePort", "spec/externalTrafficPolicy": "Local" },
      { "spec/type": "NodePort", "spec/externalTrafficPolicy": "Other" },
      ...spec("internalTrafficPolicy", ["Local", "Other"]),
      ...spec("healthCheckNodePort", [30_001]),
      { "spec/type": "LoadBalancer", "spec/externalTrafficPolicy": "Local" },
      ...spec("loadBalancerIP", ["1.2.3.4"]),
      { "spec/type": "LoadBalancer", "spec/loadBalancerIP": "1.2.3.4" },
      ...spec("loadBalancerSourceRanges", [["10.0.0.0/8"]]),
      { "spec/type": "LoadBalancer", "spec/loadBalancerSourceRanges": ["10.0.0.0/8", "nonsense"] },
      ...spec("loadBalancerClass", ["a.b/c"]),
      { "spec/type": "LoadBalancer", "spec/loadBalancerClass": "a.b/c" },
      { "spec/type": "LoadBalancer", "spec/loadBalancerClass": "a b" },
      { "spec/type": "LoadBalancer", "spec/allocateLoadBalancerNodePorts": false },
      ...spec("allocateLoadBalancerNodePorts", [true]),
      ...spec("externalIPs", [["1.2.3.4"], ["x"], ["127.0.0.1"], ["0.0.0.0"]]),
      ...spec("publishNotReadyAddresses", [true]),
      ...spec("trafficDistribution", ["PreferClose", "Other", "PreferSameNode"]),
    ],
    update: [
      {},
      { "spec/ports/0/port": 81 },
      { "spec/ports/0/name": "" },
      { "spec/clusterIP": "10.96.44.46" },
      { "spec/clusterIP": "None" },
      { "spec/clusterIPs": ["10.96.44.46"] },
      { "spec/type": "NodePort" },
      { "spec/type": "ExternalName", "spec/externalName": "example.com" },
      { "spec/ipFamilies": ["IPv6"] },
      { "spec/sessionAffinity": "ClientIP" },
      { "spec/selector": undefined },
      { "metadata/labels": { a: "b" } },
    ],
  },
  {
    path: `${NETWORKING}/namespaces/$NS/ingresses`,
    valid: [
      object("networking.k8s.io/v1", "Ingress", "v", {
        spec: {
          rules: [
            {
              http: {
                paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "s", port: { name: "http" } } } }],
              },
            },
          ],
        },
      }),
    ],
    base: object("networking.k8s.io/v1", "Ingress", "i", {
      spec: {
        ingressClassName: "nginx",
        defaultBackend: { service: { name: "s", port: { name: "http" } } },
        rules: [
          { host: "a.example.com", http: { paths: [ingressPath({}), ingressPath({ path: "/x", pathType: "Exact" })] } },
        ],
        tls: [{ hosts: ["a.example.com"], secretName: "tls" }],
      },
    }),
    create: [
      { spec: {} },
      { "spec/rules": undefined },
      { "spec/rules": [] },
      { "spec/defaultBackend": undefined },
      ...spec("ingressClassName", ["", "Not_Good"]),
      { "metadata/annotations": { "kubernetes.io/ingress.class": "nginx" } },
      { "metadata/annotations": { "kubernetes.io/ingress.class": "nginx" }, "spec/ingressClassName": undefined },
      ...spec("defaultBackend", [
        {},
        { service: { name: "" } },
        { service: { name: "Not_Good", port: { number: 1 } } },
        { service: { name: "s", port: {} } },
        { service: { name: "s", port: { number: 1, name: "x" } } },
        { resource: { apiGroup: "a", kind: "K", name: "n" } },
        { resource: { kind: "", name: "" } },
        { service: { name: "s", port: { number: 1 } }, resource: { kind: "K", name: "n" } },
      ]),
      ...spec("rules/0/host", ["", "*.example.com", "*", "1.2.3.4", "Upper.com", "a.*.com", "a_b", "example.com:80"]),
      ...spec("rules/0", [{}, { http: { paths: [] } }, { host: "b.com" }]),
      ...spec(path, [
        ingressPath({ pathType: undefined }),
        ingressPath({ pathType: "Other" }),
        ingressPath({ pathType: "Prefix", path: "" }),
        ingressPath({ pathType: "Exact", path: "rel" }),
        ingressPath({ pathType: "ImplementationSpecific", path: "" }),
        ingressPath({ pathType: "ImplementationSpecific", path: "rel" }),
        ingressPath({ pathType: "ImplementationSpecific", path: undefined }),
      ]),
      ...spec(`${path}/path`, [
        "/a//b",
        "/a/../b",
        "/a/./b",
        "/a%2fb",
        "/a%2F",
        "/.",
        "/a/..",
        "/(.*)",
        "/a b",
        undefined,
      ]),
      ...spec(`${path}/backend`, [
        undefined,
        {},
        { service: { name: "s" } },
        { service: { name: "", port: { number: 80 } } },
        { service: { name: "s", port: { number: 0 } } },
        { service: { name: "s", port: { number: 70_000 } } },
        { service: { name: "s", port: { name: "Bad_Name" } } },
        { service: { name: "s", port: { name: "very-long-port-name" } } },
        { resource: { kind: "K", name: "n" } },
      ]),
      ...spec("tls", [
        [{}],
        [{ hosts: ["*.example.com"], secretName: "x" }],
        [{ hosts: ["Not_Good"], secretName: "x" }],
        [{ hosts: ["a.com"], secretName: "Not_Good" }],
        [{ hosts: [""] }],
      ]),
    ],
    update: [{}, { "spec/rules/0/host": "b.example.com" }, { "spec/ingressClassName": "other" }, { spec: {} }],
  },
  {
    path: `${NETWORKING}/ingressclasses`,
    base: object("networking.k8s.io/v1", "IngressClass", "$NS-class", { spec: { controller: "example.com/c" } }),
    valid: [
      object("networking.k8s.io/v1", "IngressClass", "$NS-other", {
        spec: { controller: "example.com/c", parameters: { kind: "K", name: "n", apiGroup: "g.example.com" } },
      }),
    ],
    create: [
      ...spec("controller", ["", "nodomain", "a b/c", LONG(251)]),
      ...spec("parameters", [
        {},
        { kind: "K", name: "n", scope: "Namespace" },
        { kind: "K", name: "n", scope: "Namespace", namespace: "x" },
        { kind: "K", name: "n", scope: "Cluster", namespace: "x" },
        { kind: "K", name: "n", scope: "Other" },
      ]),
      { "metadata/name": "Not_Good" },
    ],
    update: [{}, { "spec/controller": "example.com/d" }],
  },
  {
    path: `${NETWORKING}/namespaces/$NS/networkpolicies`,
    base: object("networking.k8s.io/v1", "NetworkPolicy", "n", {
      spec: {
        podSelector: { matchLabels: { app: "n" } },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          {
            from: [{ podSelector: { matchLabels: { a: "b" } } }],
            ports: [{ port: 80 }, { port: "http", protocol: "TCP" }],
          },
        ],
        egress: [
          {
            to: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }],
            ports: [{ port: 1000, endPort: 2000 }],
          },
        ],
      },
    }),
    create: [
      { spec: {} },
      { "spec/policyTypes": undefined },
      { "spec/policyTypes": undefined, "spec/egress": undefined },
      { "spec/policyTypes": [] },
      ...spec("policyTypes", [
        ["Other"],
        ["Ingress"],
        ["Egress"],
        ["Ingress", "Ingress"],
        ["Ingress", "Egress", "Ingress"],
      ]),
      ...spec("podSelector", [
        undefined,
        {},
        { matchLabels: { "a b": "c" } },
        { matchExpressions: [{ key: "a", operator: "In" }] },
      ]),
      policyPort({}),
      policyPort({ port: 0 }),
      policyPort({ port: 65_536 }),
      policyPort({ port: "Bad_Name" }),
      policyPort({ port: "very-long-port-name" }),
      policyPort({ port: 80, protocol: "HTTP" }),
      policyPort({ port: 80, protocol: "SCTP" }),
      policyPort({ port: 80, endPort: 70 }),
      policyPort({ port: "http", endPort: 90 }),
      policyPort({ endPort: 90 }),
      policyPort({ port: 80, endPort: 65_536 }),
      policyPeer({}),
      policyPeer({ podSelector: {}, namespaceSelector: {} }),
      policyPeer({ podSelector: {}, ipBlock: { cidr: "10.0.0.0/8" } }),
      policyPeer({ podSelector: { matchLabels: { a: "b c" } } }),
      policyPeer({ ipBlock: { cidr: "" } }),
      policyPeer({ ipBlock: { cidr: "10.0.0.0" } }),
      policyPeer({ ipBlock: { cidr: "10.0.0.0/33" } }),
      policyPeer({ ipBlock: { cidr: "fd00::/8" } }),
      policyPeer({ ipBlock: { cidr: "10.0.0.0/8", except: ["192.168.0.0/16"] } }),
      policyPeer({ ipBlock: { cidr: "10.0.0.0/8", except: ["10.0.0.0/8"] } }),
      policyPeer({ ipBlock: { cidr: "10.0.0.0/8", except: ["x"] } }),
      policyPeer({ ipBlock: { cidr: "10.0.0.1/8" } }),
      ...spec("ingress", [[{}], []]),
      ...spec("egress", [[{}], [{ to: [{}] }]]),
    ],
    update: [{}, { "spec/podSelector": {} }, { "spec/policyTypes": ["Other"] }],
  },
  {
    path: `${CORE}/endpoints`,
    base: object("v1", "Endpoints", "e", {
      subsets: [{ addresses: [{ ip: "10.1.2.3" }], ports: [{ name: "http", port: 80 }] }],
    }),
    create: [
      ...each("subsets/0/addresses", [
        [],
        undefined,
        [{ ip: "x" }],
        [{ ip: "127.0.0.1" }],
        [{ ip: "10.1.2.3", hostname: "Not_Good" }],
        [{ ip: "10.1.2.3", nodeName: "Not_Good" }],
      ]),
      ...each("subsets/0/ports/0/port", [0, 65_536]),
      ...each("subsets/0/ports/0/name", ["", "Not_Good"]),
      ...each("subsets/0/ports/0/protocol", ["UDP", "Other"]),
      { "subsets/0/ports/1": { port: 81 } },
      { subsets: undefined },
    ],
  },
  {
    path: "/apis/discovery.k8s.io/v1/namespaces/$NS/endpointslices",
    base: {
      ...object("discovery.k8s.io/v1", "EndpointSlice", "e", {}),
      addressType: "IPv4",
      endpoints: [{ addresses: ["10.1.2.3"], conditions: { ready: true } }],
      ports: [{ name: "http", port: 80 }],
    },
    create: [
      ...each("addressType", ["IPv6", "FQDN", "Other", undefined]),
      ...each("endpoints/0/addresses", [[], ["x"], ["127.0.0.1"], ["10.1.2.3", "10.1.2.4"]]),
      ...each("ports/0/name", ["", "Not_Good"]),
      ...each("ports/0/protocol", ["Other", "UDP"]),
      ...each("ports/0/port", [0, 65_536, undefined]),
      ...each("ports/0/appProtocol", ["http", "a b"]),
      ...each("endpoints/0/hostname", ["h", "Not_Good"]),
    ],
    update: [{}, { addressType: "FQDN" }],
  },
];
