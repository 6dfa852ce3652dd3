/** What `helmfile create` writes, byte for byte as Helmfile 1.8.0 does. */

const HELMFILE = `# Helmfile configuration
# Documentation: https://helmfile.readthedocs.io/

# Common Helm defaults applied to all releases
helmDefaults:
  createNamespace: true
  wait: true
  timeout: 300

# # Helm chart repositories
# repositories:
#   - name: bitnami
#     url: https://charts.bitnami.com/bitnami
#   - name: ingress-nginx
#     url: https://kubernetes.github.io/ingress-nginx
#   - name: prometheus-community
#     url: https://prometheus-community.github.io/helm-charts

# # Environment-specific values
# # Usage: helmfile -e <environment> apply
# environments:
#   default:
#     values:
#       - environments/default.yaml
#   staging:
#     values:
#       - environments/staging.yaml
#   production:
#     values:
#       - environments/production.yaml

# # Helm releases
# releases:
#   - name: my-app
#     namespace: my-app
#     chart: bitnami/nginx
#     version: ~18.0.0
#     values:
#       - values/my-app.yaml
#     # secrets:
#     #   - secrets/my-app.yaml
#     # hooks:
#     #   - events: ["presync"]
#     #     command: kubectl
#     #     args: ["apply", "-f", "manifests/"]
`;

const ENVIRONMENT = `# Default environment values
# These values are available in helmfile.yaml as {{ .Values }}
# Example:
# replicaCount: 1
# image:
#   repository: nginx
#   tag: latest
`;

export const projectFiles: readonly { readonly place: string; readonly text: string }[] = [
  { place: "helmfile.yaml", text: HELMFILE },
  { place: "environments/default.yaml", text: ENVIRONMENT },
  { place: "values/.gitkeep", text: "" },
];
