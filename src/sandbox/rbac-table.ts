/**
 * The roles for people that every cluster begins with (kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy 1.36, as its API server has made them): a line is
 * `NAME[>ROLE that it is a part of][<ROLE whose parts it is]`; below it its rules, `VERBS|GROUPS|RESOURCES|NAMES|URLS`, where `-` stands for no groups.
 */
export const ROLES = `
admin<admin
cluster-admin
  *|*|*
  *|-|||*
edit>admin<edit
system:aggregate-to-admin>admin
  create|authorization.k8s.io|localsubjectaccessreviews
  create,delete,deletecollection,get,list,patch,update,watch|rbac.authorization.k8s.io|rolebindings,roles
system:aggregate-to-edit>edit
  get,list,watch||pods/attach,pods/exec,pods/portforward,pods/proxy,secrets,services/proxy
  impersonate||serviceaccounts
  create,delete,deletecollection,patch,update||pods,pods/attach,pods/exec,pods/portforward,pods/proxy
  create||pods/eviction
  create,delete,deletecollection,patch,update||configmaps,persistentvolumeclaims,replicationcontrollers,replicationcontrollers/scale,secrets,serviceaccounts,services,services/proxy
  create||serviceaccounts/token
  create,delete,deletecollection,patch,update|,events.k8s.io|events
  create,delete,deletecollection,patch,update|apps|daemonsets,deployments,deployments/rollback,deployments/scale,replicasets,replicasets/scale,statefulsets,statefulsets/scale
  create,delete,deletecollection,patch,update|autoscaling|horizontalpodautoscalers
  create,delete,deletecollection,patch,update|batch|cronjobs,jobs
  create,delete,deletecollection,patch,update|extensions|daemonsets,deployments,deployments/rollback,deployments/scale,ingresses,networkpolicies,replicasets,replicasets/scale,replicationcontrollers/scale
  create,delete,deletecollection,patch,update|policy|poddisruptionbudgets
  create,delete,deletecollection,patch,update|networking.k8s.io|ingresses,networkpolicies
  create,delete,deletecollection,get,list,patch,update,watch|coordination.k8s.io|leases
  create,delete,deletecollection,patch,update|resource.k8s.io|resourceclaims,resourceclaimtemplates
system:aggregate-to-view>view
  get,list,watch||configmaps,endpoints,persistentvolumeclaims,persistentvolumeclaims/status,pods,replicationcontrollers,replicationcontrollers/scale,serviceaccounts,services,services/status
  get,list,watch||bindings,limitranges,namespaces/status,pods/log,pods/status,replicationcontrollers/status,resourcequotas,resourcequotas/status
  get,list,watch||namespaces
  get,list,watch|,events.k8s.io|events
  get,list,watch|discovery.k8s.io|endpointslices
  get,list,watch|apps|controllerrevisions,daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,replicasets,replicasets/scale,replicasets/status,statefulsets,statefulsets/scale,statefulsets/status
  get,list,watch|autoscaling|horizontalpodautoscalers,horizontalpodautoscalers/status
  get,list,watch|batch|cronjobs,cronjobs/status,jobs,jobs/status
  get,list,watch|extensions|daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,ingresses,ingresses/status,networkpolicies,replicasets,replicasets/scale,replicasets/status,replicationcontrollers/scale
  get,list,watch|policy|poddisruptionbudgets,poddisruptionbudgets/status
  get,list,watch|networking.k8s.io|ingresses,ingresses/status,networkpolicies
  get,list,watch|resource.k8s.io|resourceclaims,resourceclaims/status,resourceclaimtemplates
system:auth-delegator
  create|authentication.k8s.io|tokenreviews
  create|authorization.k8s.io|subjectaccessreviews
system:basic-user
  create|authorization.k8s.io|selfsubjectaccessreviews,selfsubjectrulesreviews
  create|authentication.k8s.io|selfsubjectreviews
system:discovery
  get|-|||/api,/api/*,/apis,/apis/*,/healthz,/livez,/openapi,/openapi/*,/readyz,/version,/version/
system:monitoring
  get|-|||/flagz,/healthz,/healthz/*,/livez,/livez/*,/metrics,/metrics/slis,/readyz,/readyz/*,/statusz
  get||nodes/metrics
system:persistent-volume-provisioner
  create,delete,get,list,watch||persistentvolumes
  get,list,update,watch||persistentvolumeclaims
  get,list,watch|storage.k8s.io|storageclasses
  watch||events
  create,patch,update|,events.k8s.io|events
system:public-info-viewer
  get|-|||/healthz,/livez,/readyz,/version,/version/
system:service-account-issuer-discovery
  get|-|||/.well-known/openid-configuration,/.well-known/openid-configuration/,/openid/v1/jwks,/openid/v1/jwks/
view>edit<view
`;

/** Role → groups that it is bound to. */
export const BINDINGS: Readonly<Record<string, readonly string[]>> = {
  "cluster-admin": ["system:masters"],
  "system:basic-user": ["system:authenticated"],
  "system:discovery": ["system:authenticated"],
  "system:monitoring": ["system:monitoring"],
  "system:public-info-viewer": ["system:authenticated", "system:unauthenticated"],
  "system:service-account-issuer-discovery": ["system:serviceaccounts"],
};
