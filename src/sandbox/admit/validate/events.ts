/** Events (kubernetes pkg/apis/core/validation/events.go 1.36). */
import { objectAt, textAt, type JsonObject } from "../../../kube/index.ts";
import { invalidValue, required, type FieldError } from "../../wire/refusal.ts";
import { qualifiedName } from "./formats.ts";
import { by, type Rule } from "./rules.ts";

const NAMESPACE = "involvedObject.namespace";
const OTHER = "does not match event.namespace";
const TEXTS: readonly (readonly [field: string, most: number])[] = [
  ["reportingInstance", 128],
  ["action", 128],
  ["reason", 128],
];
const MESSAGE_MAX = 1024;

/** Those that have no time of their own are of the old kind. */
export const event: Rule = by((object) => () => {
  const [isNew, isOther] = [(object["eventTime"] ?? null) !== null, object["apiVersion"] !== "v1"];
  const common = isNew ? newErrors(object, isOther) : namespaceErrors(object, ["", "default"]);
  return isOther ? [...common, ...ofOwnGroup(object, isNew)] : common;
});

/** Both versions are one kind to the server, which tells of the fields of the older. */
const about = (object: JsonObject): JsonObject => ({
  ...objectAt(object, "regarding"),
  ...objectAt(object, "involvedObject"),
});

/** Of the group `events.k8s.io` nothing of the old kind is made any more. */
function ofOwnGroup(object: JsonObject, isNew: boolean): FieldError[] {
  const type = textAt(object, "type");
  const isSet = (key: string): boolean => {
    const value = object[key] ?? null;
    return value !== null && value !== 0 && !(typeof value === "object" && Object.keys(value).length === 0);
  };
  return [
    ...(isNew ? [] : [required("eventTime")]),
    ...(["Normal", "Warning"].includes(type) ? [] : [invalidValue("type", "", `has invalid value: ${type}`)]),
    ...Object.entries(OLD)
      .filter(([key]) => isSet(key))
      .map(([, called]) => invalidValue(called, "", "needs to be unset")),
  ];
}

const OLD: Readonly<Record<string, string>> = {
  deprecatedFirstTimestamp: "firstTimestamp",
  deprecatedLastTimestamp: "lastTimestamp",
  deprecatedCount: "count",
  deprecatedSource: "source",
};

function namespaceErrors(object: JsonObject, without: readonly string[]): FieldError[] {
  const [own, other] = [textAt(object, "metadata", "namespace"), textAt(about(object), "namespace")];
  const isRight = other === "" ? without.includes(own) : own === other;
  return isRight ? [] : [invalidValue(NAMESPACE, other, OTHER)];
}

function newErrors(object: JsonObject, isOther: boolean): readonly FieldError[] {
  const field = isOther ? "reportingController" : "reportingComponent";
  const reporter = textAt(object, field);
  const other = textAt(about(object), "namespace");
  return [
    ...(other === "" ? namespaceErrors(object, ["default", "kube-system"]) : []),
    ...(reporter === "" ? [required(field)] : []),
    ...qualifiedName(reporter, field),
    ...TEXTS.flatMap(([key, most]) => textErrors(textAt(object, key), key, most)),
    ...longErrors(textAt(object, isOther ? "note" : "message"), "message", MESSAGE_MAX),
  ];
}

function textErrors(text: string, field: string, most: number): FieldError[] {
  return text === "" ? [required(field)] : longErrors(text, field, most);
}

function longErrors(text: string, field: string, most: number): FieldError[] {
  return text.length > most ? [invalidValue(field, "", `can have at most ${most} characters`)] : [];
}
