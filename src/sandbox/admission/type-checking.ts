/**
 * What the types of the objects that a policy is about say of its expressions (apiserver pkg/admission/plugin/policy/validating/typechecking.go
 * 0.36). Nothing is refused for it: it stands in the policy's status.
 */
import * as cel from "../../cel/index.ts";
import { isObject, listAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import type { Server } from "../objects/server.ts";
import type { Kind } from "../schema/kinds.ts";
import type { ObjectSchema, ScalarType, Schema } from "../schema/schema.ts";
import { compileVariables } from "./expressions.ts";
import { policyEnvironment, type EnvironmentOptions } from "./policy-environment.ts";
import { attempt } from "./rule-compiler.ts";

const { types } = cel;
type Type = cel.types.Type;
type Fields = ReadonlyMap<string, Type>;

const KINDS_MAX = 10;

/** As `status.typeChecking` says it. */
export function typeChecking(policy: JsonObject, server: Server): JsonObject {
  const spec = objectAt(policy, "spec");
  const kinds = checkedKinds(spec, server);
  const texts = listAt(spec, "validations").flatMap((one, i) => [
    { fieldRef: `spec.validations[${i}].expression`, text: textAt(one, "expression") },
    { fieldRef: `spec.validations[${i}].messageExpression`, text: textAt(one, "messageExpression") },
  ]);
  const warnings = texts.flatMap(({ fieldRef, text }) => {
    if (text === "") return [];
    const each = kinds.flatMap((kind) => {
      const problem = problemOf(text, spec, { kind, server });
      return problem === undefined ? [] : [`${shown(kind)}: ${problem}\n`];
    });
    return each.length === 0 ? [] : [{ fieldRef, warning: each.join("\n") }];
  });
  return warnings.length === 0 ? {} : { expressionWarnings: warnings };
}

const shown = ({ resource: { group, version, kind } }: Kind): string => `${group}/${version}, Kind=${kind}`;

/** The first of those that its rules name one by one. */
function checkedKinds(spec: JsonObject, { kinds }: Server): Kind[] {
  const found = new Map<string, Kind>();
  let count = 0;
  for (const rule of listAt(spec, "matchConstraints", "resourceRules")) {
    const named = (key: string): string[] => {
      const all = listAt(rule, key).map(String);
      return all.includes("*") && key !== "resources" ? [] : all.filter((one) => !/[*/]/.test(one)).sort();
    };
    const [groups, versions, resources] = [named("apiGroups"), named("apiVersions"), named("resources")];
    for (const group of groups)
      for (const version of versions)
        for (const name of resources)
          for (const kind of kinds.all()) {
            const { resource } = kind;
            // Without a group one of any group is meant, there as here.
            if (resource.name !== name || resource.version !== version || ![resource.group, ""].includes(group))
              continue;
            if (count++ < KINDS_MAX) found.set(shown(kind), kind);
          }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}

interface Checked {
  readonly kind: Kind;
  readonly server: Server;
}

function problemOf(text: string, spec: JsonObject, { kind, server }: Checked): string | undefined {
  const paramKind = spec["paramKind"];
  const objects = new ObjectTypes();
  const params = isObject(paramKind)
    ? server.kinds.ofKind(textAt(paramKind, "apiVersion"), textAt(paramKind, "kind"))
    : undefined;
  const options: EnvironmentOptions = {
    ...{ hasParams: isObject(paramKind), hasAuthorizer: true },
    object: objects.of(kind),
    ...(params === undefined ? {} : { params: objects.of(params) }),
    fieldsOf: (name) => objects.fieldsOf(name),
  };
  const hasVariables = listAt(spec, "variables").length > 0;
  const environment = hasVariables ? compileVariables(spec, options).environment : policyEnvironment(options);
  const compiled = attempt(text, environment);
  return typeof compiled === "string" ? compiled.replace(/^compilation failed: /, "") : undefined;
}

/** Quantities are of two types at once, which expressions do not see. */
const SCALARS: Readonly<Record<ScalarType, Type | undefined>> = {
  string: types.STRING,
  bytes: types.BYTES,
  time: types.TIMESTAMP,
  "micro-time": types.TIMESTAMP,
  int32: types.INT,
  int64: types.INT,
  number: types.DOUBLE,
  boolean: types.BOOL,
  "int-or-string": types.DYN,
  quantity: undefined,
};

/** Kinds as types; their fields are looked up where they are asked for, since some kinds hold themselves. */
class ObjectTypes {
  readonly #fields = new Map<string, () => Fields>();

  of(kind: Kind): Type {
    // There a number follows that is another one each time.
    const name = `${kind.resource.kind}1`;
    if (kind.custom === undefined) return this.#type(kind.schema, name) ?? types.DYN;
    const declared = cel.declaredType(cel.withRoot(kind.custom), name);
    if (declared === undefined) return types.DYN;
    for (const [object, fields] of cel.objectTypes(declared)) this.#fields.set(object, () => fields);
    return declared.type;
  }

  fieldsOf(name: string): Fields | undefined {
    return this.#fields.get(name)?.();
  }

  #type(schema: Schema, name: string): Type | undefined {
    switch (schema.kind) {
      case "scalar":
        return SCALARS[schema.type];
      case "list": {
        const element = this.#type(schema.items, `${name}.@idx`);
        return element === undefined ? undefined : types.listOf(element);
      }
      case "map": {
        const element = this.#type(schema.values, `${name}.@elem`);
        return element === undefined ? undefined : types.mapOf(types.STRING, element);
      }
      case "any":
        return types.DYN;
      case "object":
        this.#fields.set(name, () => this.#fieldsOf(schema, name));
        return types.objectType(name);
    }
  }

  #fieldsOf({ fields }: ObjectSchema, name: string): Fields {
    const typed = new Map<string, Type>();
    for (const [field, { schema }] of fields) {
      const escaped = cel.escapeName(field);
      const type = this.#type(schema, `${name}.${escaped ?? field}`);
      if (escaped !== undefined && type !== undefined) typed.set(escaped, type);
    }
    return typed;
  }
}
