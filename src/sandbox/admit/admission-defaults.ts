/** Defaults of policies, their bindings and webhooks (kubernetes pkg/apis/admissionregistration/v1/defaults.go 1.36). */
import { isObject, listAt, type JsonObject } from "../../kube/index.ts";
import { fill, objectIn } from "./fill.ts";

const SELECTORS: JsonObject = { matchPolicy: "Equivalent", namespaceSelector: {}, objectSelector: {} };

function fillRules(rules: readonly unknown[]): void {
  for (const rule of rules) if (isRule(rule)) fill(rule, { scope: "*" });
}

function isRule(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null;
}

function fillResources(resources: unknown): void {
  if (!isRule(resources)) return;
  fill(resources, SELECTORS);
  fillRules([...listAt(resources, "resourceRules"), ...listAt(resources, "excludeResourceRules")]);
}

function policyDefaults(object: JsonObject): void {
  const spec = objectIn(object, "spec");
  fill(spec, { failurePolicy: "Fail" });
  fillResources(spec["matchConstraints"]);
}

function bindingDefaults(object: JsonObject): void {
  fillResources(objectIn(object, "spec")["matchResources"]);
}

const webhookDefaults =
  (more: JsonObject) =>
  (object: JsonObject): void => {
    for (const webhook of listAt(object, "webhooks").filter(isObject)) {
      fill(webhook, { failurePolicy: "Fail", ...SELECTORS, timeoutSeconds: 10, ...more });
      fillRules(listAt(webhook, "rules"));
      const service = objectIn(webhook, "clientConfig")["service"];
      if (isObject(service)) fill(service, { port: 443 });
    }
  };

export const ADMISSION_DEFAULTS: Readonly<Record<string, (object: JsonObject) => void>> = {
  ValidatingAdmissionPolicy: policyDefaults,
  MutatingAdmissionPolicy: policyDefaults,
  ValidatingAdmissionPolicyBinding: bindingDefaults,
  MutatingAdmissionPolicyBinding: bindingDefaults,
  ValidatingWebhookConfiguration: webhookDefaults({}),
  MutatingWebhookConfiguration: webhookDefaults({ reinvocationPolicy: "Never" }),
};
