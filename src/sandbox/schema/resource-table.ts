/** Recorded from Kubernetes v1.36.3 by scripts/record-api.ts, which says how; not written by hand. */
export const RESOURCES = `
@v1
bindings Binding binding n create  
componentstatuses ComponentStatus componentstatus c get,list cs 
configmaps ConfigMap configmap n * cm 
endpoints Endpoints endpoints n * ep 
events Event event n * ev 
limitranges LimitRange limitrange n * limits 
namespaces Namespace namespace c create,delete,get,list,patch,update,watch ns  finalize:::Namespace:update status:::Namespace:get,patch,update
nodes Node node c * no  proxy:::NodeProxyOptions:create,delete,get,patch,update status:::Node:get,patch,update
persistentvolumeclaims PersistentVolumeClaim persistentvolumeclaim n * pvc  status:::PersistentVolumeClaim:get,patch,update
persistentvolumes PersistentVolume persistentvolume c * pv  status:::PersistentVolume:get,patch,update
pods Pod pod n * po all attach:::PodAttachOptions:create,get binding:::Binding:create ephemeralcontainers:::Pod:get,patch,update eviction:policy:v1:Eviction:create exec:::PodExecOptions:create,get log:::Pod:get portforward:::PodPortForwardOptions:create,get proxy:::PodProxyOptions:create,delete,get,patch,update resize:::Pod:get,patch,update status:::Pod:get,patch,update
podtemplates PodTemplate podtemplate n *  
replicationcontrollers ReplicationController replicationcontroller n * rc all scale:autoscaling:v1:Scale:get,patch,update status:::ReplicationController:get,patch,update
resourcequotas ResourceQuota resourcequota n * quota  status:::ResourceQuota:get,patch,update
secrets Secret secret n *  
serviceaccounts ServiceAccount serviceaccount n * sa  token:authentication.k8s.io:v1:TokenRequest:create
services Service service n * svc all proxy:::ServiceProxyOptions:create,delete,get,patch,update status:::Service:get,patch,update
@apiregistration.k8s.io/v1
apiservices APIService apiservice c *  api-extensions status:::APIService:get,patch,update
@apps/v1
controllerrevisions ControllerRevision controllerrevision n *  
daemonsets DaemonSet daemonset n * ds all status:::DaemonSet:get,patch,update
deployments Deployment deployment n * deploy all scale:autoscaling:v1:Scale:get,patch,update status:::Deployment:get,patch,update
replicasets ReplicaSet replicaset n * rs all scale:autoscaling:v1:Scale:get,patch,update status:::ReplicaSet:get,patch,update
statefulsets StatefulSet statefulset n * sts all scale:autoscaling:v1:Scale:get,patch,update status:::StatefulSet:get,patch,update
@events.k8s.io/v1
events Event event n * ev 
@authentication.k8s.io/v1
selfsubjectreviews SelfSubjectReview selfsubjectreview c create  
tokenreviews TokenReview tokenreview c create  
@authorization.k8s.io/v1
localsubjectaccessreviews LocalSubjectAccessReview localsubjectaccessreview n create  
selfsubjectaccessreviews SelfSubjectAccessReview selfsubjectaccessreview c create  
selfsubjectrulesreviews SelfSubjectRulesReview selfsubjectrulesreview c create  
subjectaccessreviews SubjectAccessReview subjectaccessreview c create  
@autoscaling/v2
horizontalpodautoscalers HorizontalPodAutoscaler horizontalpodautoscaler n * hpa all status:::HorizontalPodAutoscaler:get,patch,update
@autoscaling/v1
horizontalpodautoscalers HorizontalPodAutoscaler horizontalpodautoscaler n * hpa all status:::HorizontalPodAutoscaler:get,patch,update
@batch/v1
cronjobs CronJob cronjob n * cj all status:::CronJob:get,patch,update
jobs Job job n *  all status:::Job:get,patch,update
@certificates.k8s.io/v1
certificatesigningrequests CertificateSigningRequest certificatesigningrequest c * csr  approval:::CertificateSigningRequest:get,patch,update status:::CertificateSigningRequest:get,patch,update
@networking.k8s.io/v1
ingressclasses IngressClass ingressclass c *  
ingresses Ingress ingress n * ing  status:::Ingress:get,patch,update
ipaddresses IPAddress ipaddress c * ip 
networkpolicies NetworkPolicy networkpolicy n * netpol 
servicecidrs ServiceCIDR servicecidr c *   status:::ServiceCIDR:get,patch,update
@policy/v1
poddisruptionbudgets PodDisruptionBudget poddisruptionbudget n * pdb  status:::PodDisruptionBudget:get,patch,update
@rbac.authorization.k8s.io/v1
clusterrolebindings ClusterRoleBinding clusterrolebinding c *  
clusterroles ClusterRole clusterrole c *  
rolebindings RoleBinding rolebinding n *  
roles Role role n *  
@storage.k8s.io/v1
csidrivers CSIDriver csidriver c *  
csinodes CSINode csinode c *  
csistoragecapacities CSIStorageCapacity csistoragecapacity n *  
storageclasses StorageClass storageclass c * sc 
volumeattachments VolumeAttachment volumeattachment c *   status:::VolumeAttachment:get,patch,update
volumeattributesclasses VolumeAttributesClass volumeattributesclass c * vac 
@admissionregistration.k8s.io/v1
mutatingadmissionpolicies MutatingAdmissionPolicy mutatingadmissionpolicy c *  api-extensions
mutatingadmissionpolicybindings MutatingAdmissionPolicyBinding mutatingadmissionpolicybinding c *  api-extensions
mutatingwebhookconfigurations MutatingWebhookConfiguration mutatingwebhookconfiguration c *  api-extensions
validatingadmissionpolicies ValidatingAdmissionPolicy validatingadmissionpolicy c *  api-extensions status:::ValidatingAdmissionPolicy:get,patch,update
validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding validatingadmissionpolicybinding c *  api-extensions
validatingwebhookconfigurations ValidatingWebhookConfiguration validatingwebhookconfiguration c *  api-extensions
@apiextensions.k8s.io/v1
customresourcedefinitions CustomResourceDefinition customresourcedefinition c * crd,crds api-extensions status:::CustomResourceDefinition:get,patch,update
@scheduling.k8s.io/v1
priorityclasses PriorityClass priorityclass c * pc 
@coordination.k8s.io/v1
leases Lease lease n *  
@node.k8s.io/v1
runtimeclasses RuntimeClass runtimeclass c *  
@discovery.k8s.io/v1
endpointslices EndpointSlice endpointslice n *  
@resource.k8s.io/v1
deviceclasses DeviceClass deviceclass c *  
resourceclaims ResourceClaim resourceclaim n *   status:::ResourceClaim:get,patch,update
resourceclaimtemplates ResourceClaimTemplate resourceclaimtemplate n *  
resourceslices ResourceSlice resourceslice c *  
@flowcontrol.apiserver.k8s.io/v1
flowschemas FlowSchema flowschema c *   status:::FlowSchema:get,patch,update
prioritylevelconfigurations PriorityLevelConfiguration prioritylevelconfiguration c *   status:::PriorityLevelConfiguration:get,patch,update
`;
