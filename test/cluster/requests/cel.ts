/** Requests with expressions: rules of custom resources, admission policies. A real API server and the sandbox must answer them alike. */
import type { ApiRequest, JsonObject } from "../../../src/kube/index.ts";
import { merge, post, put, type Query } from "./asking.ts";
import type { Sequence } from "./sequences.ts";

const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
const DRY: Query = { dryRun: "All" };
export const GROUP = "$NS.cel.example.com";

const remove = (path: string): ApiRequest => ({ method: "DELETE", path });

// --- definitions

export function definition(plural: string, kind: string, spec: JsonObject, status: JsonObject = {}): JsonObject {
  const schema = { type: "object", properties: { spec, ...(Object.keys(status).length === 0 ? {} : { status }) } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      scope: "Namespaced",
      names: { plural, kind, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [
        { name: "v1", served: true, storage: true, schema: { openAPIV3Schema: schema }, subresources: { status: {} } },
      ],
    },
  };
}

const rule = (text: string, more: JsonObject = {}): JsonObject => ({ rule: text, ...more });
const withRules = (schema: JsonObject, ...rules: readonly JsonObject[]): JsonObject => ({
  ...schema,
  "x-kubernetes-validations": [...rules],
});

const FIELDS: JsonObject = {
  type: "object",
  properties: {
    size: { type: "integer" },
    name: { type: "string", maxLength: 20 },
    long: { type: "string" },
    ratio: { type: "number" },
    on: { type: "boolean" },
    tags: { type: "array", maxItems: 10, items: { type: "string", maxLength: 10 } },
    free: { type: "array", items: { type: "string" } },
    labels: { type: "object", maxProperties: 10, additionalProperties: { type: "string", maxLength: 10 } },
    when: { type: "string", format: "date-time" },
    either: { "x-kubernetes-int-or-string": true },
    "x-y": { type: "integer" },
    nested: { type: "object", properties: { a: { type: "string", maxLength: 5 } } },
  },
};

/** Rules that no definition may have, each with what else the rule says. */
const WRONG_RULES: readonly (readonly [string, JsonObject?])[] = [
  ["self.missing > 1"],
  ["missing > 1"],
  ["self.size"],
  ["self.size > "],
  ["self.size > 1 &&"],
  ["self.size == 'a'"],
  ["self.name + 1 == 'a'"],
  ["self.tags.all(t, t > 1)"],
  ["self.tags.all(t, u)"],
  ["self.tags.map(t, t.foo).size() > 0"],
  ["self.size.matches('a')"],
  ["self.name.matches('(')"],
  ["has(self)"],
  ["has(self.missing)"],
  ["self.size in ['a', 'b']"],
  ["self.nope()"],
  ["self.name.nope()"],
  ["nope(self.name)"],
  ["self.x-y > 1"],
  ["self['size'] > 1"],
  ["[1, 'a'].size() > 0"],
  ["duration('x') > duration('1h')"],
  ["timestamp('x') > timestamp('2020-01-01T00:00:00Z')"],
  ["quantity(self.size).isInteger()"],
  ["int('x') == 1"],
  ["self.free.all(a, self.free.all(b, self.free.all(c, a == b)))"],
  ["self.free.all(a, a.contains(self.long))"],
  ["self.long.matches('^a+b+c+d+e+f+$')"],
  ["self.free.map(a, a + a).all(a, self.free.exists(b, a == b))"],
  ["self.size > 1", { message: " " }],
  ["self.size > 1", { message: "two\nlines" }],
  ["self.size > 1 &&\nself.size < 5"],
  ["", {}],
  ["self.size > 1", { messageExpression: "self.size" }],
  ["self.size > 1", { messageExpression: "self.missing" }],
  ["self.size > 1", { messageExpression: " " }],
  ["self.size > 1", { reason: "Nope" }],
  ["self.size > 1", { fieldPath: ".missing" }],
  ["self.size > 1", { fieldPath: "size" }],
  ["self.size > 1", { fieldPath: ".nested.b" }],
  ["self.size > 1", { optionalOldSelf: true }],
  ["oldSelf.size == self.size && oldSelf.nope"],
  ["authorizer.group('').resource('pods').check('get').allowed()"],
  ["self.size > 1 ? 'a' : 'b'"],
  ["self.name = 'a'"],
  ['self.name == "a'],
  ["self.when > '2020'"],
  ["self.metadata.name == 'a'"],
  ["self.labels.a.b == 'c'"],
  ["self.labels.all(k, v, v > 1)"],
  ["self.on > 1"],
  ["!self.size"],
  ["-self.name == 'a'"],
  ["self.either > self.name"],
  ["self.nested == self.tags"],
  ["self.ratio == 1u && self.nested.a == 5"],
];

/** Rules that a definition may have. */
const RIGHT_RULES: readonly (readonly [string, JsonObject?])[] = [
  ["self.size > 1"],
  ["self.size > 1", { message: "too small", reason: "FieldValueForbidden", fieldPath: ".size" }],
  ["self.size >= oldSelf.size"],
  ["self.size >= oldSelf.orValue(self).size", { optionalOldSelf: true }],
  ["self.size > 1", { fieldPath: ".labels['a b']" }],
  ["self.size > 1", { messageExpression: "'size is %d'.format([self.size])" }],
  ["self.either == 1 || self.either == 'a'"],
  ["self.x__dash__y > 1"],
  ["self.ratio > 1.0 || self.ratio > 1"],
  ["self.tags.all(t, t.matches('^[a-z]+$'))"],
  ["self.when > timestamp('2020-01-01T00:00:00Z')"],
  ["self.?nested.?a.orValue('x') == 'x'"],
  ["self.labels.all(k, v, k.size() < 5 && v != '')"],
  ["isQuantity(self.name) && quantity(self.name).isGreaterThan(quantity('1Mi'))"],
  ["isURL(self.name) || isIP(self.name) || isCIDR(self.name)"],
  ["!format.dns1123Label().validate(self.name).hasValue()"],
  ["self.tags.isSorted() && sets.contains(self.tags, ['a'])"],
];

const listSchema = (items: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties: { list: { type: "array", maxItems: 5, items, ...more } },
});

const OTHER_DEFINITIONS: readonly JsonObject[] = [
  // What cannot be compared with what it was knows no transitions.
  listSchema(withRules({ type: "object", properties: { a: { type: "string" } } }, rule("self.a == oldSelf.a"))),
  listSchema(withRules({ type: "string", maxLength: 5 }, rule("self == oldSelf"))),
  listSchema(
    withRules(
      { type: "object", required: ["k"], properties: { k: { type: "string", maxLength: 5 } } },
      rule("self.k == oldSelf.k"),
    ),
    {
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["k"],
    },
  ),
  // Costs are multiplied by how many there may be.
  {
    type: "object",
    properties: { list: { type: "array", items: withRules({ type: "string" }, rule("self.matches('^a+$')")) } },
  },
  {
    type: "object",
    properties: {
      map: { type: "object", additionalProperties: withRules({ type: "string" }, rule("self.contains('abc')")) },
    },
  },
  withRules(
    { type: "object", properties: { text: withRules({ type: "string" }, rule("self.size() > 1")) } },
    rule("self.text.size() > 5"),
  ),
  withRules({ type: "string" }, rule("self == 'a'")),
  {
    type: "object",
    properties: { a: withRules({ type: "string", enum: ["A", "B"] }, rule("self == 'C' || self == 1")) },
  },
];

const wrongDefinitions = (): ApiRequest[] => [
  ...WRONG_RULES.map(([text, more = {}], i) =>
    post(DEFINITIONS, definition(`wrong${i}s`, `Wrong${i}`, withRules(FIELDS, rule(text, more))), DRY),
  ),
  ...OTHER_DEFINITIONS.map((schema, i) => post(DEFINITIONS, definition(`other${i}s`, `Other${i}`, schema), DRY)),
];

const rightDefinitions = (): ApiRequest[] =>
  RIGHT_RULES.map(([text, more = {}], i) =>
    post(DEFINITIONS, definition(`right${i}s`, `Right${i}`, withRules(FIELDS, rule(text, more))), DRY),
  );

// --- policies

const policy = (name: string, spec: JsonObject): JsonObject => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingAdmissionPolicy",
  metadata: { name: `$NS-${name}` },
  spec: { matchConstraints: { resourceRules: [CONFIG_MAPS] }, ...spec },
});
const CONFIG_MAPS: JsonObject = { apiGroups: [""], apiVersions: ["v1"], operations: ["*"], resources: ["configmaps"] };
const checks = (...all: readonly JsonObject[]): JsonObject => ({ validations: [...all] });
const check = (expression: string, more: JsonObject = {}): JsonObject => ({ expression, ...more });

const POLICIES = `${ADMISSION}/validatingadmissionpolicies`;
const BINDINGS = `${ADMISSION}/validatingadmissionpolicybindings`;

const WRONG_POLICIES: readonly JsonObject[] = [
  checks(check("object.foo")),
  checks(check("1")),
  checks(check("objekt.data == 1")),
  checks(check("object.data ==")),
  checks(check("request.foo == 1")),
  checks(check("request.userInfo.nope == 'a'")),
  checks(check("request.name + 1 == 'a'")),
  checks(check("params.a == 1")),
  checks(check("variables.a == 1")),
  checks(check("namespaceObject.metadata.nope == 'a'")),
  checks(check("namespaceObject.foo == 'a'")),
  checks(check("authorizer.foo()")),
  checks(check("authorizer.group('').allowed()")),
  checks(check("true", { messageExpression: "1" })),
  checks(check("true", { messageExpression: "object.foo +" })),
  checks(check("true", { messageExpression: "authorizer.path('/').check('get').reason()" })),
  checks(check("true", { message: " " })),
  checks(check("true", { message: "a\nb" })),
  checks(check("true", { reason: "Nope" })),
  checks(check("")),
  checks(),
  { ...checks(check("true")), variables: [{ name: "a", expression: "object.x +" }] },
  { ...checks(check("variables.b == 1")), variables: [{ name: "a", expression: "1" }] },
  { ...checks(check("variables.a == 'x'")), variables: [{ name: "a", expression: "1" }] },
  { ...checks(check("variables.a.foo == 'x'")), variables: [{ name: "a", expression: "[1]" }] },
  { ...checks(check("true")), variables: [{ name: "a-b", expression: "1" }] },
  { ...checks(check("true")), matchConditions: [{ name: "a", expression: "1" }] },
  { ...checks(check("true")), matchConditions: [{ name: "a", expression: "foo" }] },
  {
    ...checks(check("true")),
    matchConditions: [{ name: "a", expression: "variables.a" }],
    variables: [{ name: "a", expression: "true" }],
  },
  {
    ...checks(check("true")),
    matchConditions: [
      { name: "a", expression: "true" },
      { name: "a", expression: "false" },
    ],
  },
  { auditAnnotations: [{ key: "a", valueExpression: "1" }] },
  { auditAnnotations: [{ key: "a", valueExpression: "foo" }] },
  { ...checks(check("true")), matchConstraints: { resourceRules: [] } },
  checks(check("object.metadata.name.matches('(')")),
  checks(check("duration('x') == duration('1s')")),
  checks(check("int('x') == 1")),
  checks(check("[1, 'a'].size() == 2")),
];

const RIGHT_POLICIES: readonly JsonObject[] = [
  checks(
    check("object.data.a == 'b'", {
      message: "no",
      messageExpression: "'x' + object.metadata.name",
      reason: "Forbidden",
    }),
  ),
  { ...checks(check("params.data.x == 'y'")), paramKind: { apiVersion: "v1", kind: "ConfigMap" } },
  {
    ...checks(check("variables.a == 1 && variables.b == 2")),
    variables: [
      { name: "a", expression: "1" },
      { name: "b", expression: "variables.a + 1" },
    ],
  },
  checks(check("authorizer.requestResource.check('delete').allowed()")),
  checks(check("authorizer.group('apps').resource('deployments').namespace('a').check('create').allowed()")),
  {
    auditAnnotations: [
      { key: "a", valueExpression: "request.dryRun ? 'x' : null" },
      { key: "b", valueExpression: "'x'" },
    ],
  },
];

const mutating = (name: string, spec: JsonObject): JsonObject => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "MutatingAdmissionPolicy",
  metadata: { name: `$NS-${name}` },
  spec: { matchConstraints: { resourceRules: [CONFIG_MAPS] }, reinvocationPolicy: "Never", ...spec },
});
const applying = (expression: string): JsonObject => ({
  patchType: "ApplyConfiguration",
  applyConfiguration: { expression },
});
const patching = (expression: string): JsonObject => ({ patchType: "JSONPatch", jsonPatch: { expression } });
const MUTATING = `${ADMISSION}/mutatingadmissionpolicies`;

const WRONG_MUTATIONS: readonly JsonObject[] = [
  { mutations: [applying("1")] },
  { mutations: [applying("Object{metadata: foo}")] },
  { mutations: [applying("Nope{}")] },
  { mutations: [patching("[]")] },
  { mutations: [patching("[JSONPatch{nope: 1}]")] },
  { mutations: [patching("[JSONPatch{op: 1}]")] },
  { mutations: [patching("JSONPatch{op: 'add'}")] },
];

const policySequences = (): ApiRequest[] => [
  ...WRONG_POLICIES.map((spec, i) => post(POLICIES, policy(`wrong-${i}`, spec), DRY)),
  ...WRONG_MUTATIONS.map((spec, i) => post(MUTATING, mutating(`wrong-${i}`, spec), DRY)),
  ...RIGHT_POLICIES.map((spec, i) => post(POLICIES, policy(`right-${i}`, spec), DRY)),
];

/** Of definitions and policies: what is wrong with their expressions. */
export const DEFINITION_SEQUENCES: readonly Sequence[] = [
  { name: "definitions whose rules are wrong", requests: wrongDefinitions() },
  { name: "definitions whose rules are right", requests: rightDefinitions() },
  { name: "policies whose expressions are wrong, and right", requests: policySequences() },
];

// --- custom resources

const WIDGET_SPEC: JsonObject = withRules(
  {
    type: "object",
    properties: {
      size: withRules(
        { type: "integer" },
        rule("self > 0", { message: "must be positive" }),
        rule("self < 100", { messageExpression: "'is %d, too large'.format([self])" }),
      ),
      name: withRules(
        { type: "string", maxLength: 20 },
        rule("self.matches('^[a-z]+$')", { reason: "FieldValueForbidden" }),
        rule("self != 'taken'", { reason: "FieldValueDuplicate" }),
      ),
      color: { type: "string", maxLength: 10 },
      fixed: withRules({ type: "string", maxLength: 10 }, rule("self == oldSelf", { message: "may not change" })),
      grows: withRules(
        { type: "integer" },
        rule("oldSelf.hasValue() ? self >= oldSelf.value() : self == 0", {
          optionalOldSelf: true,
          message: "starts with 0 and grows",
        }),
      ),
      tags: withRules(
        {
          type: "array",
          maxItems: 5,
          items: withRules({ type: "string", maxLength: 10 }, rule("self.size() > 1", { message: "a tag is longer" })),
        },
        rule("self.all(t, self.exists_one(u, u == t))", { message: "tags are unique" }),
      ),
      ports: {
        type: "array",
        maxItems: 5,
        "x-kubernetes-list-type": "map",
        "x-kubernetes-list-map-keys": ["name"],
        items: withRules(
          {
            type: "object",
            required: ["name"],
            properties: { name: { type: "string", maxLength: 10 }, port: { type: "integer" } },
          },
          rule("has(self.port)", { reason: "FieldValueRequired", fieldPath: ".port", message: "a port has a number" }),
          rule("self.port >= oldSelf.port", { message: "ports only grow" }),
        ),
      },
      labels: {
        type: "object",
        maxProperties: 5,
        additionalProperties: withRules({ type: "string", maxLength: 10 }, rule("self != ''")),
      },
      either: { "x-kubernetes-int-or-string": true },
      when: { type: "string", format: "date-time" },
      span: { type: "string", format: "duration" },
      maybe: { type: "string", nullable: true, maxLength: 5 },
      "a-b": { type: "integer" },
      namespace: { type: "string", maxLength: 10 },
      set: { type: "array", maxItems: 5, "x-kubernetes-list-type": "set", items: { type: "string", maxLength: 5 } },
      inner: withRules(
        { type: "object", properties: { x: { type: "integer" }, y: { type: "integer" } } },
        rule("self.x < self.y", { message: "x is below y", fieldPath: ".x" }),
      ),
    },
  },
  rule("!has(self.color) || self.color in ['red', 'blue']", {
    message: "no such color",
    reason: "FieldValueInvalid",
    fieldPath: ".color",
  }),
  rule("!has(self.either) || self.either + 1 > 0"),
  rule("!has(self.when) || self.when > timestamp('2020-01-01T00:00:00Z')"),
  rule("!has(self.span) || self.span < duration('1h')", { messageExpression: "'too ' + 'long'" }),
  rule("!has(self.a__dash__b) || self.a__dash__b == 1"),
  rule("!has(self.__namespace__) || self.__namespace__ == 'n'"),
  rule("!has(self.set) || !has(oldSelf.set) || self.set == oldSelf.set", { message: "the set stays" }),
  rule("!has(self.maybe) || self.maybe.size() > 2"),
  rule("!has(self.labels) || self.labels.all(k, v, k != v)", { messageExpression: "self.labels.missing" }),
);

const WIDGETS = `/apis/${GROUP}/v1/namespaces/$NS/widgets`;
const widget = (name: string, spec: JsonObject, more: JsonObject = {}): JsonObject => ({
  apiVersion: `${GROUP}/v1`,
  kind: "Widget",
  metadata: { name },
  spec,
  ...more,
});

const WIDGET_SPECS: readonly JsonObject[] = [
  {},
  { size: 5 },
  { size: 0 },
  { size: -1, name: "Web" },
  { size: 200 },
  { name: "taken" },
  { name: "Web" },
  { color: "green" },
  { color: "red" },
  { tags: ["aa", "aa"] },
  { tags: ["a", "bb"] },
  { tags: ["aa", "bb"] },
  { ports: [{ name: "a" }] },
  { ports: [{ name: "a", port: 1 }] },
  { labels: { a: "", b: "c" } },
  { labels: { a: "a" } },
  { either: "x" },
  { either: 5 },
  { when: "2019-01-01T00:00:00Z" },
  { when: "2021-01-01T00:00:00Z" },
  { span: "90m" },
  { span: "30m" },
  { "a-b": 2 },
  { namespace: "m" },
  { maybe: "a" },
  { maybe: null },
  { inner: { x: 2, y: 1 } },
  { inner: { x: 1 } },
  { grows: 1 },
  { grows: 0 },
  { size: "x" },
  { size: 500, color: "green", tags: ["a"] },
];

const WIDGET_CHANGES: readonly JsonObject[] = [
  { fixed: "b" },
  { fixed: "a", size: 3 },
  { grows: 5 },
  { grows: 3 },
  {
    ports: [
      { name: "b", port: 5 },
      { name: "a", port: 10 },
    ],
  },
  { ports: [{ name: "a", port: 5 }] },
  { ports: [{ name: "c", port: 1 }] },
  { set: ["y", "x"] },
  { set: ["x", "z"] },
  { size: 0 },
  { color: "green" },
  { inner: { x: 5, y: 1 } },
];

const widgetRequests = (): ApiRequest[] => [
  ...WIDGET_SPECS.map((spec, i) => post(WIDGETS, widget(`made-${i}`, spec))),
  post(WIDGETS, widget("changed", { fixed: "a", grows: 0, ports: [{ name: "a", port: 9 }], set: ["x", "y"], size: 1 })),
  ...WIDGET_CHANGES.map((spec) => merge(`${WIDGETS}/changed`, { spec })),
  merge(`${WIDGETS}/changed/status`, { status: { phase: "Gone", count: 1 } }),
  merge(`${WIDGETS}/changed/status`, { status: { phase: "Ready", count: 1 } }),
  merge(`${WIDGETS}/changed/status`, { status: { phase: "Ready", count: 0 } }),
  merge(`${WIDGETS}/changed`, { spec: { size: 4 } }, DRY),
  merge(`${WIDGETS}/changed`, { spec: { size: 0 } }, DRY),
  {
    method: "PATCH",
    path: `${WIDGETS}/applied`,
    body: widget("applied", { color: "green" }),
    contentType: "application/apply-patch+yaml",
    query: { fieldManager: "applier" },
  },
];

export const WIDGET_DEFINITION = definition(
  "widgets",
  "Widget",
  WIDGET_SPEC,
  withRules(
    { type: "object", properties: { phase: { type: "string", maxLength: 10 }, count: { type: "integer" } } },
    rule("self.phase in ['Ready', 'Waiting']", { message: "no such phase" }),
    rule("!has(oldSelf.count) || self.count >= oldSelf.count", { message: "counts up" }),
  ),
);

/** A definition whose rules come later: what was wrong before may stay. */
export const LOOSE = (isStrict: boolean): JsonObject =>
  definition("loosies", "Loosy", {
    type: "object",
    properties: {
      size: isStrict
        ? withRules({ type: "integer" }, rule("self < 10", { message: "too large" }))
        : { type: "integer" },
      other: { type: "string", maxLength: 10 },
      list: {
        type: "array",
        maxItems: 5,
        "x-kubernetes-list-type": "map",
        "x-kubernetes-list-map-keys": ["k"],
        items: {
          type: "object",
          required: ["k"],
          properties: {
            k: { type: "string", maxLength: 5 },
            v: isStrict ? withRules({ type: "integer" }, rule("self < 10")) : { type: "integer" },
          },
        },
      },
      plain: {
        type: "array",
        maxItems: 5,
        items: isStrict ? withRules({ type: "integer" }, rule("self < 10")) : { type: "integer" },
      },
    },
  });
const LOOSIES = `/apis/${GROUP}/v1/namespaces/$NS/loosies`;

export const LOOSE_START: readonly ApiRequest[] = [
  post(LOOSIES, {
    apiVersion: `${GROUP}/v1`,
    kind: "Loosy",
    metadata: { name: "a" },
    spec: {
      size: 50,
      list: [
        { k: "a", v: 50 },
        { k: "b", v: 1 },
      ],
      plain: [50, 1],
    },
  }),
];
const looseRequests = (): ApiRequest[] =>
  [
    { other: "x" },
    { size: 60 },
    {
      list: [
        { k: "b", v: 1 },
        { k: "a", v: 50 },
      ],
    },
    {
      list: [
        { k: "a", v: 50 },
        { k: "c", v: 60 },
      ],
    },
    { plain: [1, 50] },
    { size: 5 },
    { size: 50 },
  ].map((spec) => merge(`${LOOSIES}/a`, { spec }));

export const RESOURCE_SEQUENCES: readonly Sequence[] = [
  { name: "objects whose rules decide", requests: widgetRequests() },
  { name: "objects that were wrong before there were rules", requests: looseRequests() },
];

// --- policies that act

const MAPS = "/api/v1/namespaces/$NS/configmaps";
const configMap = (name: string, data: JsonObject, labels: JsonObject = {}): JsonObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, ...(Object.keys(labels).length === 0 ? {} : { labels }) },
  data,
});

const binding = (name: string, spec: JsonObject = {}, kind = "ValidatingAdmissionPolicyBinding"): JsonObject => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind,
  metadata: { name: `$NS-${name}` },
  spec: {
    policyName: `$NS-${name}`,
    ...(kind.startsWith("Validating") ? { validationActions: ["Deny"] } : {}),
    ...spec,
    matchResources: {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "$NS" } },
      ...(typeof spec["matchResources"] === "object" ? spec["matchResources"] : {}),
    },
  },
});

/** A kind of its own for parameters: the real server finds those of a kind once, and not again when its last policy has gone. */
export const PARAM_DEFINITION: JsonObject = (() => {
  const made = definition("params", "Param", {});
  const schema = { type: "object", properties: { data: { type: "object", additionalProperties: { type: "string" } } } };
  const versions = [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: schema } }];
  return { ...made, spec: { ...(made["spec"] as JsonObject), versions } };
})();
const PARAM_KIND: JsonObject = { apiVersion: `${GROUP}/v1`, kind: "Param" };
const PARAMS = `/apis/${GROUP}/v1/namespaces/$NS/params`;
const param = (name: string): JsonObject => ({
  ...PARAM_KIND,
  metadata: { name, labels: { params: "yes" } },
  data: { a: "p" },
});

/** Each acts on config maps with a label of its name, so that they do not meet. */
const ACTING: readonly (readonly [name: string, spec: JsonObject, bound?: JsonObject])[] = [
  ["plain", checks(check("object.data.a == 'b'"))],
  ["message", checks(check("object.data.a == 'b'", { message: "a must be b" }))],
  [
    "computed",
    checks(
      check("object.data.a == 'b'", { messageExpression: "'a of ' + object.metadata.name + ' is ' + object.data.a" }),
    ),
  ],
  [
    "broken-message",
    checks(check("object.data.a == 'b'", { messageExpression: "string(object.data.zzz)", message: "fallback" })),
  ],
  ["reason", checks(check("object.data.a == 'b'", { message: "no", reason: "Forbidden" }))],
  ["large", checks(check("object.data.a == 'b'", { message: "no", reason: "RequestEntityTooLarge" }))],
  ["ignore", { ...checks(check("object.data.missing.foo == 'b'")), failurePolicy: "Ignore" }],
  ["fail", checks(check("object.data.missing.foo == 'b'"))],
  [
    "several",
    checks(
      check("object.data.a == 'b'", { message: "one" }),
      check("object.data.c == 'd'", { message: "two" }),
      check("has(object.data.e)", { message: "three" }),
    ),
  ],
  [
    "variables",
    {
      ...checks(check("variables.value == 'b'", { messageExpression: "'value is ' + variables.value" })),
      variables: [
        { name: "first", expression: "object.data" },
        { name: "value", expression: "variables.first.a" },
      ],
    },
  ],
  [
    "broken-variable",
    { ...checks(check("variables.value == 'b'")), variables: [{ name: "value", expression: "object.data.missing" }] },
  ],
  [
    "conditions",
    {
      ...checks(check("false", { message: "met" })),
      matchConditions: [{ name: "a", expression: "object.data.a != 'skip'" }],
    },
  ],
  [
    "broken-conditions",
    {
      ...checks(check("true")),
      matchConditions: [
        { name: "a", expression: "object.data.missing == 'x'" },
        { name: "b", expression: "object.data.b == 'x'" },
      ],
    },
  ],
  [
    "request",
    checks(
      check(
        "request.operation == 'CREATE' && request.resource.resource == 'configmaps' && request.kind.kind == 'ConfigMap' && request.namespace == object.metadata.namespace && !has(request.subResource) && request.dryRun == false",
        { messageExpression: "request.operation + ' ' + request.name" },
      ),
    ),
  ],
  [
    "old",
    checks(
      check("oldObject == null || object == null || oldObject.data.a == object.data.a", {
        message: "a may not change",
      }),
    ),
  ],
  [
    "delete",
    checks(check("request.operation != 'DELETE'", { messageExpression: "'keeps ' + oldObject.metadata.name" })),
  ],
  [
    "namespace",
    checks(
      check("namespaceObject.metadata.name == 'other'", {
        messageExpression:
          "namespaceObject.metadata.labels['kubernetes.io/metadata.name'].size() > 0 ? 'is labelled' : 'is not'",
      }),
    ),
  ],
  [
    "authorizer",
    checks(
      check("!authorizer.requestResource.check('update').allowed()", { message: "may update" }),
      check("!authorizer.group('').resource('pods').namespace('x').check('get').allowed()", {
        message: "may get pods",
      }),
      check("!authorizer.path('/healthz').check('get').allowed()", { message: "may look" }),
    ),
  ],
  ["warn", checks(check("object.data.a == 'b'", { message: "a should be b" })), { validationActions: ["Warn"] }],
  [
    "warn-audit",
    checks(check("object.data.a == 'b'", { message: "a should be b" })),
    { validationActions: ["Warn", "Audit"] },
  ],
  [
    "deny-audit",
    checks(check("object.data.a == 'b'", { message: "a must be b" })),
    { validationActions: ["Deny", "Audit"] },
  ],
  [
    "params",
    {
      ...checks(check("object.data.a == params.data.a", { messageExpression: "'wants ' + params.data.a" })),
      paramKind: PARAM_KIND,
    },
    { paramRef: { name: "params", namespace: "$NS", parameterNotFoundAction: "Deny" } },
  ],
  [
    "no-params",
    { ...checks(check("params == null")), paramKind: PARAM_KIND },
    { paramRef: { name: "nowhere", namespace: "$NS", parameterNotFoundAction: "Deny" } },
  ],
  [
    "allow-params",
    { ...checks(check("false")), paramKind: PARAM_KIND },
    { paramRef: { name: "nowhere", namespace: "$NS", parameterNotFoundAction: "Allow" } },
  ],
  [
    "select-params",
    {
      ...checks(check("object.data.a == params.data.a", { messageExpression: "'wants ' + params.data.a" })),
      paramKind: PARAM_KIND,
    },
    { paramRef: { selector: { matchLabels: { params: "yes" } }, parameterNotFoundAction: "Deny" } },
  ],
  [
    "costly",
    checks(
      check(
        "object.data.a.split(',').all(a, object.data.a.split(',').all(b, object.data.a.split(',').all(c, a + b + c != 'x')))",
        { message: "x" },
      ),
    ),
  ],
  [
    "annotations",
    { ...checks(check("true")), auditAnnotations: [{ key: "k", valueExpression: "string(object.data.missing)" }] },
  ],
  [
    "names",
    checks(
      check("object.metadata.name.startsWith('good')", { messageExpression: "'bad name ' + object.metadata.name" }),
    ),
  ],
];

const selected = (name: string, spec: JsonObject): JsonObject => ({
  ...spec,
  matchConstraints: { resourceRules: [CONFIG_MAPS], objectSelector: { matchLabels: { test: name } } },
});

const MUTATING_BINDINGS = `${ADMISSION}/mutatingadmissionpolicybindings`;

const CHANGING: readonly (readonly [name: string, spec: JsonObject])[] = [
  [
    "apply",
    {
      mutations: [
        applying("Object{metadata: Object.metadata{labels: {'made': object.data.a}}, data: {'added': 'yes'}}"),
      ],
    },
  ],
  [
    "patch",
    {
      mutations: [
        patching(
          "[JSONPatch{op: 'add', path: '/data/added', value: 'yes'}, JSONPatch{op: 'replace', path: '/data/a', value: object.data.a + '!'}]",
        ),
      ],
    },
  ],
  [
    "both",
    {
      mutations: [
        applying("Object{data: {'one': '1'}}"),
        patching("[JSONPatch{op: 'add', path: '/data/two', value: object.data.one}]"),
      ],
    },
  ],
  [
    "escaped",
    {
      mutations: [
        patching("[JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a.b/c~d'), value: 'x'}]"),
      ],
    },
  ],
  [
    "tested",
    {
      mutations: [
        patching(
          "[JSONPatch{op: 'test', path: '/data/a', value: 'nope'}, JSONPatch{op: 'add', path: '/data/b', value: 'x'}]",
        ),
      ],
    },
  ],
  ["mistaken", { mutations: [patching("[JSONPatch{op: 'remove', path: '/data/missing'}]")] }],
  ["mistyped", { mutations: [applying("Object{metadata: Object.wrong{name: 'x'}}")] }],
  ["unknown", { mutations: [applying("Object{nope: 'x'}")] }],
  ["erring", { mutations: [applying("Object{data: {'a': object.data.missing}}")] }],
  ["lenient", { failurePolicy: "Ignore", mutations: [applying("Object{data: {'a': object.data.missing}}")] }],
  [
    "conditional",
    {
      matchConditions: [{ name: "a", expression: "object.data.a == 'yes'" }],
      mutations: [applying("Object{data: {'met': 'yes'}}")],
    },
  ],
  [
    "variable",
    {
      variables: [{ name: "v", expression: "object.data.a + object.data.a" }],
      mutations: [applying("Object{data: {'twice': variables.v}}")],
    },
  ],
];

const changing = (name: string, spec: JsonObject): JsonObject =>
  mutating(`m-${name}`, { ...selected(`m-${name}`, { matchConstraints: {}, ...spec }) });

/** What must be there before the requests, in effect. */
export const ACTING_OBJECTS: readonly (readonly [path: string, body: JsonObject])[] = [
  [PARAMS, param("params")],
  [PARAMS, param("params-2")],
  ...ACTING.flatMap(([name, spec, bound = {}]): (readonly [string, JsonObject])[] => [
    [POLICIES, policy(name, selected(name, spec))],
    [BINDINGS, binding(name, bound)],
  ]),
  ...CHANGING.flatMap(([name, spec]): (readonly [string, JsonObject])[] => [
    [MUTATING, changing(name, spec)],
    [MUTATING_BINDINGS, binding(`m-${name}`, {}, "MutatingAdmissionPolicyBinding")],
  ]),
  // The last of all: when it acts, so do the others.
  [POLICIES, policy("last", selected("last", checks(check("false"))))],
  [BINDINGS, binding("last")],
];

export const LAST_REQUEST = post(MAPS, configMap("last", { a: "x" }, { test: "last" }), DRY);

export const PARAMS_REQUESTS: readonly ApiRequest[] = ["params", "select-params"].map((name) =>
  post(MAPS, configMap(`${name}-probe`, { a: "x" }, { test: name }), DRY),
);

const ITEMS = Array.from({ length: 150 }, (_, i) => `item${i}`).join(",");

const actingRequests = (): ApiRequest[] => [
  ...ACTING.flatMap(([name]) => [
    post(MAPS, configMap(`${name}-x`, { a: "x" }, { test: name })),
    post(MAPS, configMap(`${name}-b`, { a: "b" }, { test: name })),
    merge(`${MAPS}/${name}-b`, { data: { a: "c" } }),
    merge(`${MAPS}/${name}-b`, { data: { a: "c", c: "d", e: "f" } }, DRY),
    put(`${MAPS}/${name}-b`, configMap(`${name}-b`, { a: "skip" }, { test: name })),
    remove(`${MAPS}/${name}-b`),
  ]),
  post(MAPS, configMap("costly-more", { a: ITEMS }, { test: "costly" })),
  post(MAPS, {
    ...configMap("", { a: "x" }, { test: "names" }),
    metadata: { generateName: "bad-", labels: { test: "names" } },
  }),
  post(MAPS, configMap("good", { a: "x" }, { test: "names" })),
];

const changingRequests = (): ApiRequest[] =>
  CHANGING.flatMap(([name]) => [
    post(MAPS, configMap(`m-${name}`, { a: "x" }, { test: `m-${name}` })),
    post(MAPS, configMap(`m-${name}-yes`, { a: "yes" }, { test: `m-${name}` }), DRY),
    merge(`${MAPS}/m-${name}`, { data: { z: "1" } }),
    remove(`${MAPS}/m-${name}`),
  ]);

export const ACTING_SEQUENCES: readonly Sequence[] = [
  { name: "policies that refuse", requests: actingRequests() },
  { name: "policies that change", requests: changingRequests() },
];

// --- what types say of a policy

const naming = (...resources: readonly string[]): JsonObject => ({
  resourceRules: [{ apiGroups: ["apps", ""], apiVersions: ["v1"], operations: ["CREATE"], resources: [...resources] }],
});
const ofDeployments = (...expressions: readonly string[]): JsonObject => ({
  matchConstraints: naming("deployments"),
  validations: expressions.map((expression) => ({ expression })),
});
const testing = (expression: string): JsonObject[] => [{ expression }];
const MANY = ["deployments", "statefulsets", "daemonsets", "pods", "services", "secrets", "replicasets", "nodes"];

/** Their status tells of what is doubtful. */
export const TYPED_POLICIES: readonly JsonObject[] = [
  ofDeployments("object.spec.replicas > 1"),
  ofDeployments("object.spec.replicass > 1", "object.spec.replicas == 'x'", "object.spec.paused == 1"),
  ofDeployments("object.metadata.creationTimestamp == 1", "object.metadata.labels.a == 1", "object.kind == 1"),
  ofDeployments("object.spec.template.spec.containers[0].resources.limits['cpu'] == 1 && object.spec.nope"),
  ofDeployments("object.spec.template.spec.containers.all(c, c.image == 1)", "object.spec.template.spec == 1"),
  ofDeployments("object.spec.strategy.rollingUpdate.maxSurge == 1.5", "oldObject.spec.nope == 1"),
  { ...ofDeployments(), validations: [{ expression: "true", messageExpression: "'x' + object.foo" }] },
  { matchConstraints: naming("deployments", "configmaps"), validations: testing("object.spec.replicas > 1") },
  { matchConstraints: naming(...MANY, "namespaces", "configmaps", "events"), validations: testing("object.nope == 1") },
  { matchConstraints: naming("deployments/scale", "*"), validations: testing("object.nope == 1") },
  { matchConstraints: naming("secrets"), validations: testing("object.data['a'] == 'x'") },
  {
    matchConstraints: naming("deployments"),
    matchConditions: [{ name: "c", expression: "object.spec.nope == 1" }],
    variables: [
      { name: "a", expression: "object.spec.nope" },
      { name: "b", expression: "object.spec.replicas" },
    ],
    validations: testing("variables.a > 1 && variables.b == 'x'"),
    auditAnnotations: [{ key: "k", valueExpression: "'x' + object.nope" }],
  },
  {
    ...ofDeployments("params.nope == 'a'", "params.data.x == 1"),
    paramKind: { apiVersion: "v1", kind: "ConfigMap" },
  },
  { ...ofDeployments("params.nope == 'a'"), paramKind: { apiVersion: "x.example.com/v1", kind: "Nope" } },
].map((spec, i) => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingAdmissionPolicy",
  metadata: { name: `$NS-typed-${i}` },
  spec,
}));
