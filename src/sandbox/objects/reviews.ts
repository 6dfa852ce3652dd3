/** Kinds that only ask: who may do what, and who is who. Nothing of them is stored. */
import { objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import type { User } from "../wire/request.ts";

/** Whether a user may do something. */
export type Authorizer = (user: User, attributes: Attributes) => boolean;

export interface Attributes {
  readonly verb: string;
  readonly group: string;
  /** With its subresource: `pods/log`. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}

export const ADMIN: User = { name: "admin", groups: ["system:masters", "system:authenticated"] };

/** The answer to a kind that only asks; undefined for all others. */
export function review(body: JsonObject, user: User, mayDo: Authorizer): JsonObject | undefined {
  const spec = objectAt(body, "spec");
  switch (textAt(body, "kind")) {
    case "SelfSubjectAccessReview":
      return { ...body, status: { allowed: mayDo(user, attributesOf(spec)) } };
    case "SubjectAccessReview":
    case "LocalSubjectAccessReview":
      return { ...body, status: { allowed: mayDo({ name: textAt(spec, "user"), groups: [] }, attributesOf(spec)) } };
    case "SelfSubjectRulesReview": {
      const all = [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }];
      return {
        ...body,
        status: { resourceRules: all, nonResourceRules: [{ verbs: ["*"], nonResourceURLs: ["*"] }], incomplete: false },
      };
    }
    case "SelfSubjectReview":
      return { ...body, status: { userInfo: { username: user.name, groups: [...user.groups] } } };
    case "TokenReview":
      return { ...body, status: { authenticated: false, user: {} } };
  }
  return undefined;
}

function attributesOf(spec: JsonObject): Attributes {
  const of = objectAt(spec, "resourceAttributes");
  const subresource = textAt(of, "subresource");
  return {
    verb: textAt(of, "verb"),
    group: textAt(of, "group"),
    resource: textAt(of, "resource") + (subresource === "" ? "" : `/${subresource}`),
    namespace: textAt(of, "namespace"),
    name: textAt(of, "name"),
  };
}
