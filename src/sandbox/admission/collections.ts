/** Where policies and webhooks are stored. */
const GROUP = "admissionregistration.k8s.io";

export const COLLECTIONS = {
  validatingPolicies: `${GROUP}/validatingadmissionpolicies`,
  validatingBindings: `${GROUP}/validatingadmissionpolicybindings`,
  mutatingPolicies: `${GROUP}/mutatingadmissionpolicies`,
  mutatingBindings: `${GROUP}/mutatingadmissionpolicybindings`,
  validatingWebhooks: `${GROUP}/validatingwebhookconfigurations`,
  mutatingWebhooks: `${GROUP}/mutatingwebhookconfigurations`,
} as const;
