/** Events (kubernetes pkg/apis/core/validation/events.go 1.36). */
import { objectAt, textAt, valueAt, type JsonObject } from "../../../kube/index.ts";
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
  const isNew = valueAt(object, "eventTime") !== undefined && valueAt(object, "eventTime") !== null;
  return isNew ? newErrors(object) : namespaceErrors(object, ["", "default"]);
});

function namespaceErrors(object: JsonObject, without: readonly string[]): FieldError[] {
  const [own, other] = [
    textAt(object, "metadata", "namespace"),
    textAt(objectAt(object, "involvedObject"), "namespace"),
  ];
  const isRight = other === "" ? without.includes(own) : own === other;
  return isRight ? [] : [invalidValue(NAMESPACE, other, OTHER)];
}

function newErrors(object: JsonObject): readonly FieldError[] {
  const reporter = textAt(object, "reportingComponent");
  const other = textAt(objectAt(object, "involvedObject"), "namespace");
  return [
    ...(other === "" ? namespaceErrors(object, ["default", "kube-system"]) : []),
    ...(reporter === "" ? [required("reportingComponent")] : []),
    ...qualifiedName(reporter, "reportingComponent"),
    ...TEXTS.flatMap(([field, most]) => textErrors(textAt(object, field), field, most)),
    ...longErrors(textAt(object, "message"), "message", MESSAGE_MAX),
  ];
}

function textErrors(text: string, field: string, most: number): FieldError[] {
  return text === "" ? [required(field)] : longErrors(text, field, most);
}

function longErrors(text: string, field: string, most: number): FieldError[] {
  return text.length > most ? [invalidValue(field, "", `can have at most ${most} characters`)] : [];
}
