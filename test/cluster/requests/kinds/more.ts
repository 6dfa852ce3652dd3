/** Kinds that charts bring beside those of the other files: what is odd in them is made by odd.ts. */
import type { JsonObject } from "../../../../src/kube/index.ts";
import { CORE } from "../sequences.ts";
import { object, type KindCases } from "./cases.ts";

const ADMISSION = "admissionregistration.k8s.io/v1";
const TEMPLATE: JsonObject = {
  metadata: { labels: { app: "x" } },
  spec: { containers: [{ name: "main", image: "example.com/a:1" }] },
};
const RULE: JsonObject = {
  operations: ["CREATE"],
  apiGroups: ["none.example.com"],
  apiVersions: ["v1"],
  resources: ["things"],
};
const SCHEMA: JsonObject = {
  type: "object",
  properties: {
    spec: { type: "object", properties: { size: { type: "integer", maximum: 5 } } },
    status: { type: "object" },
  },
};

export const MORE: readonly KindCases[] = [
  {
    path: "/apis/apiregistration.k8s.io/v1/apiservices",
    base: object("apiregistration.k8s.io/v1", "APIService", "v1.$NS.example.com", {
      spec: {
        ...{ group: "$NS.example.com", version: "v1", groupPriorityMinimum: 100, versionPriority: 10 },
        insecureSkipTLSVerify: true,
        service: { name: "s", namespace: "n", port: 443 },
      },
    }),
    create: [],
  },
  {
    path: `/apis/${ADMISSION}/validatingadmissionpolicies`,
    base: object(ADMISSION, "ValidatingAdmissionPolicy", "$NS-policy", {
      spec: {
        failurePolicy: "Fail",
        matchConstraints: { resourceRules: [RULE] },
        matchConditions: [{ name: "c", expression: "true" }],
        variables: [{ name: "v", expression: "1" }],
        validations: [{ expression: "true", message: "m", reason: "Invalid" }],
        auditAnnotations: [{ key: "k", valueExpression: "'v'" }],
      },
    }),
    create: [],
  },
  {
    path: `/apis/${ADMISSION}/validatingadmissionpolicybindings`,
    base: object(ADMISSION, "ValidatingAdmissionPolicyBinding", "$NS-binding", {
      spec: {
        policyName: "$NS-policy",
        validationActions: ["Deny"],
        paramRef: { name: "p", parameterNotFoundAction: "Deny" },
        matchResources: { namespaceSelector: { matchLabels: { a: "b" } } },
      },
    }),
    create: [],
  },
  {
    path: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
    base: object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "things.$NS.example.com", {
      spec: {
        group: "$NS.example.com",
        scope: "Namespaced",
        names: {
          plural: "things",
          singular: "thing",
          kind: "Thing",
          listKind: "ThingList",
          shortNames: ["th"],
          categories: ["all"],
        },
        conversion: { strategy: "None" },
        versions: [
          {
            ...{ name: "v1", served: true, storage: true },
            schema: { openAPIV3Schema: SCHEMA },
            subresources: { status: {}, scale: { specReplicasPath: ".spec.size", statusReplicasPath: ".status.size" } },
            additionalPrinterColumns: [{ name: "Size", type: "integer", jsonPath: ".spec.size" }],
            selectableFields: [{ jsonPath: ".spec.size" }],
          },
        ],
      },
    }),
    create: [],
  },
  {
    path: `${CORE}/events`,
    base: object("v1", "Event", "e", {
      ...{ involvedObject: { kind: "Pod", name: "p", namespace: "$NS" }, reason: "R", message: "m", type: "Normal" },
      source: { component: "c" },
    }),
    create: [],
  },
  { path: `${CORE}/podtemplates`, base: object("v1", "PodTemplate", "t", { template: TEMPLATE }), create: [] },
  {
    path: `${CORE}/replicationcontrollers`,
    base: object("v1", "ReplicationController", "r", {
      spec: { replicas: 0, selector: { app: "x" }, template: TEMPLATE },
    }),
    create: [],
  },
  {
    path: "/apis/autoscaling/v1/namespaces/$NS/horizontalpodautoscalers",
    base: object("autoscaling/v1", "HorizontalPodAutoscaler", "h", {
      spec: {
        ...{ minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 50 },
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "none" },
      },
    }),
    create: [],
  },
];
