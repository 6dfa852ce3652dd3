/**
 * Made by scripts/kustomize-schema.ts from the OpenAPI document of Kubernetes 1.21.2 that Kustomize 5.8 embeds: the lists that a
 * strategic merge merges, and the fields that lead to them. Nothing else of the schema decides what Kustomize prints.
 */

/** `apiVersion kind definition`, one a line; without a definition nothing below is merged. */
export const TYPES = `
admission.k8s.io/v1 DeleteOptions 
admission.k8s.io/v1 WatchEvent 
admission.k8s.io/v1beta1 DeleteOptions 
admission.k8s.io/v1beta1 WatchEvent 
admissionregistration.k8s.io/v1 DeleteOptions 
admissionregistration.k8s.io/v1 MutatingWebhookConfiguration 0
admissionregistration.k8s.io/v1 MutatingWebhookConfigurationList 
admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration 1
admissionregistration.k8s.io/v1 ValidatingWebhookConfigurationList 
admissionregistration.k8s.io/v1 WatchEvent 
admissionregistration.k8s.io/v1beta1 DeleteOptions 
admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration 2
admissionregistration.k8s.io/v1beta1 MutatingWebhookConfigurationList 
admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration 3
admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfigurationList 
admissionregistration.k8s.io/v1beta1 WatchEvent 
apiextensions.k8s.io/v1 CustomResourceDefinition 119
apiextensions.k8s.io/v1 CustomResourceDefinitionList 
apiextensions.k8s.io/v1 DeleteOptions 
apiextensions.k8s.io/v1 WatchEvent 
apiextensions.k8s.io/v1beta1 CustomResourceDefinition 120
apiextensions.k8s.io/v1beta1 CustomResourceDefinitionList 
apiextensions.k8s.io/v1beta1 DeleteOptions 
apiextensions.k8s.io/v1beta1 WatchEvent 
apiregistration.k8s.io/v1 APIService 122
apiregistration.k8s.io/v1 APIServiceList 
apiregistration.k8s.io/v1 DeleteOptions 
apiregistration.k8s.io/v1 WatchEvent 
apiregistration.k8s.io/v1beta1 APIService 124
apiregistration.k8s.io/v1beta1 APIServiceList 
apiregistration.k8s.io/v1beta1 DeleteOptions 
apiregistration.k8s.io/v1beta1 WatchEvent 
apps/v1 ControllerRevision 4
apps/v1 ControllerRevisionList 
apps/v1 DaemonSet 5
apps/v1 DaemonSetList 
apps/v1 DeleteOptions 
apps/v1 Deployment 8
apps/v1 DeploymentList 
apps/v1 ReplicaSet 11
apps/v1 ReplicaSetList 
apps/v1 StatefulSet 14
apps/v1 StatefulSetList 
apps/v1 WatchEvent 
apps/v1beta1 DeleteOptions 
apps/v1beta1 WatchEvent 
apps/v1beta2 DeleteOptions 
apps/v1beta2 WatchEvent 
authentication.k8s.io/v1 DeleteOptions 
authentication.k8s.io/v1 TokenRequest 17
authentication.k8s.io/v1 TokenReview 18
authentication.k8s.io/v1 WatchEvent 
authentication.k8s.io/v1beta1 DeleteOptions 
authentication.k8s.io/v1beta1 TokenReview 19
authentication.k8s.io/v1beta1 WatchEvent 
authorization.k8s.io/v1 DeleteOptions 
authorization.k8s.io/v1 LocalSubjectAccessReview 20
authorization.k8s.io/v1 SelfSubjectAccessReview 21
authorization.k8s.io/v1 SelfSubjectRulesReview 22
authorization.k8s.io/v1 SubjectAccessReview 23
authorization.k8s.io/v1 WatchEvent 
authorization.k8s.io/v1beta1 DeleteOptions 
authorization.k8s.io/v1beta1 LocalSubjectAccessReview 24
authorization.k8s.io/v1beta1 SelfSubjectAccessReview 25
authorization.k8s.io/v1beta1 SelfSubjectRulesReview 26
authorization.k8s.io/v1beta1 SubjectAccessReview 27
authorization.k8s.io/v1beta1 WatchEvent 
autoscaling/v1 DeleteOptions 
autoscaling/v1 HorizontalPodAutoscaler 28
autoscaling/v1 HorizontalPodAutoscalerList 
autoscaling/v1 Scale 29
autoscaling/v1 WatchEvent 
autoscaling/v2beta1 DeleteOptions 
autoscaling/v2beta1 HorizontalPodAutoscaler 30
autoscaling/v2beta1 HorizontalPodAutoscalerList 
autoscaling/v2beta1 WatchEvent 
autoscaling/v2beta2 DeleteOptions 
autoscaling/v2beta2 HorizontalPodAutoscaler 31
autoscaling/v2beta2 HorizontalPodAutoscalerList 
autoscaling/v2beta2 WatchEvent 
batch/v1 CronJob 32
batch/v1 CronJobList 
batch/v1 DeleteOptions 
batch/v1 Job 34
batch/v1 JobList 
batch/v1 WatchEvent 
batch/v1beta1 CronJob 38
batch/v1beta1 CronJobList 
batch/v1beta1 DeleteOptions 
batch/v1beta1 WatchEvent 
certificates.k8s.io/v1 CertificateSigningRequest 41
certificates.k8s.io/v1 CertificateSigningRequestList 
certificates.k8s.io/v1 DeleteOptions 
certificates.k8s.io/v1 WatchEvent 
certificates.k8s.io/v1beta1 CertificateSigningRequest 42
certificates.k8s.io/v1beta1 CertificateSigningRequestList 
certificates.k8s.io/v1beta1 DeleteOptions 
certificates.k8s.io/v1beta1 WatchEvent 
coordination.k8s.io/v1 DeleteOptions 
coordination.k8s.io/v1 Lease 43
coordination.k8s.io/v1 LeaseList 
coordination.k8s.io/v1 WatchEvent 
coordination.k8s.io/v1beta1 DeleteOptions 
coordination.k8s.io/v1beta1 Lease 44
coordination.k8s.io/v1beta1 LeaseList 
coordination.k8s.io/v1beta1 WatchEvent 
discovery.k8s.io/v1 DeleteOptions 
discovery.k8s.io/v1 EndpointSlice 78
discovery.k8s.io/v1 EndpointSliceList 
discovery.k8s.io/v1 WatchEvent 
discovery.k8s.io/v1beta1 DeleteOptions 
discovery.k8s.io/v1beta1 EndpointSlice 79
discovery.k8s.io/v1beta1 EndpointSliceList 
discovery.k8s.io/v1beta1 WatchEvent 
events.k8s.io/v1 DeleteOptions 
events.k8s.io/v1 Event 80
events.k8s.io/v1 EventList 
events.k8s.io/v1 WatchEvent 
events.k8s.io/v1beta1 DeleteOptions 
events.k8s.io/v1beta1 Event 81
events.k8s.io/v1beta1 EventList 
events.k8s.io/v1beta1 WatchEvent 
extensions/v1beta1 DeleteOptions 
extensions/v1beta1 Ingress 82
extensions/v1beta1 IngressList 
extensions/v1beta1 WatchEvent 
flowcontrol.apiserver.k8s.io/v1alpha1 DeleteOptions 
flowcontrol.apiserver.k8s.io/v1alpha1 WatchEvent 
flowcontrol.apiserver.k8s.io/v1beta1 DeleteOptions 
flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema 83
flowcontrol.apiserver.k8s.io/v1beta1 FlowSchemaList 
flowcontrol.apiserver.k8s.io/v1beta1 PriorityLevelConfiguration 84
flowcontrol.apiserver.k8s.io/v1beta1 PriorityLevelConfigurationList 
flowcontrol.apiserver.k8s.io/v1beta1 WatchEvent 
imagepolicy.k8s.io/v1alpha1 DeleteOptions 
imagepolicy.k8s.io/v1alpha1 WatchEvent 
internal.apiserver.k8s.io/v1alpha1 DeleteOptions 
internal.apiserver.k8s.io/v1alpha1 WatchEvent 
networking.k8s.io/v1 DeleteOptions 
networking.k8s.io/v1 Ingress 85
networking.k8s.io/v1 IngressClass 86
networking.k8s.io/v1 IngressClassList 
networking.k8s.io/v1 IngressList 
networking.k8s.io/v1 NetworkPolicy 87
networking.k8s.io/v1 NetworkPolicyList 
networking.k8s.io/v1 WatchEvent 
networking.k8s.io/v1beta1 DeleteOptions 
networking.k8s.io/v1beta1 Ingress 88
networking.k8s.io/v1beta1 IngressClass 89
networking.k8s.io/v1beta1 IngressClassList 
networking.k8s.io/v1beta1 IngressList 
networking.k8s.io/v1beta1 WatchEvent 
node.k8s.io/v1 DeleteOptions 
node.k8s.io/v1 RuntimeClass 90
node.k8s.io/v1 RuntimeClassList 
node.k8s.io/v1 WatchEvent 
node.k8s.io/v1alpha1 DeleteOptions 
node.k8s.io/v1alpha1 WatchEvent 
node.k8s.io/v1beta1 DeleteOptions 
node.k8s.io/v1beta1 RuntimeClass 91
node.k8s.io/v1beta1 RuntimeClassList 
node.k8s.io/v1beta1 WatchEvent 
policy/v1 DeleteOptions 
policy/v1 PodDisruptionBudget 92
policy/v1 PodDisruptionBudgetList 
policy/v1 WatchEvent 
policy/v1beta1 DeleteOptions 
policy/v1beta1 Eviction 94
policy/v1beta1 PodDisruptionBudget 95
policy/v1beta1 PodDisruptionBudgetList 
policy/v1beta1 PodSecurityPolicy 97
policy/v1beta1 PodSecurityPolicyList 
policy/v1beta1 WatchEvent 
rbac.authorization.k8s.io/v1 ClusterRole 98
rbac.authorization.k8s.io/v1 ClusterRoleBinding 99
rbac.authorization.k8s.io/v1 ClusterRoleBindingList 
rbac.authorization.k8s.io/v1 ClusterRoleList 
rbac.authorization.k8s.io/v1 DeleteOptions 
rbac.authorization.k8s.io/v1 Role 100
rbac.authorization.k8s.io/v1 RoleBinding 101
rbac.authorization.k8s.io/v1 RoleBindingList 
rbac.authorization.k8s.io/v1 RoleList 
rbac.authorization.k8s.io/v1 WatchEvent 
rbac.authorization.k8s.io/v1alpha1 DeleteOptions 
rbac.authorization.k8s.io/v1alpha1 WatchEvent 
rbac.authorization.k8s.io/v1beta1 ClusterRole 102
rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding 103
rbac.authorization.k8s.io/v1beta1 ClusterRoleBindingList 
rbac.authorization.k8s.io/v1beta1 ClusterRoleList 
rbac.authorization.k8s.io/v1beta1 DeleteOptions 
rbac.authorization.k8s.io/v1beta1 Role 104
rbac.authorization.k8s.io/v1beta1 RoleBinding 105
rbac.authorization.k8s.io/v1beta1 RoleBindingList 
rbac.authorization.k8s.io/v1beta1 RoleList 
rbac.authorization.k8s.io/v1beta1 WatchEvent 
scheduling.k8s.io/v1 DeleteOptions 
scheduling.k8s.io/v1 PriorityClass 106
scheduling.k8s.io/v1 PriorityClassList 
scheduling.k8s.io/v1 WatchEvent 
scheduling.k8s.io/v1alpha1 DeleteOptions 
scheduling.k8s.io/v1alpha1 WatchEvent 
scheduling.k8s.io/v1beta1 DeleteOptions 
scheduling.k8s.io/v1beta1 PriorityClass 107
scheduling.k8s.io/v1beta1 PriorityClassList 
scheduling.k8s.io/v1beta1 WatchEvent 
storage.k8s.io/v1 CSIDriver 108
storage.k8s.io/v1 CSIDriverList 
storage.k8s.io/v1 CSINode 109
storage.k8s.io/v1 CSINodeList 
storage.k8s.io/v1 DeleteOptions 
storage.k8s.io/v1 StorageClass 111
storage.k8s.io/v1 StorageClassList 
storage.k8s.io/v1 VolumeAttachment 112
storage.k8s.io/v1 VolumeAttachmentList 
storage.k8s.io/v1 WatchEvent 
storage.k8s.io/v1alpha1 DeleteOptions 
storage.k8s.io/v1alpha1 WatchEvent 
storage.k8s.io/v1beta1 CSIDriver 113
storage.k8s.io/v1beta1 CSIDriverList 
storage.k8s.io/v1beta1 CSINode 114
storage.k8s.io/v1beta1 CSINodeList 
storage.k8s.io/v1beta1 CSIStorageCapacity 116
storage.k8s.io/v1beta1 CSIStorageCapacityList 
storage.k8s.io/v1beta1 DeleteOptions 
storage.k8s.io/v1beta1 StorageClass 117
storage.k8s.io/v1beta1 StorageClassList 
storage.k8s.io/v1beta1 VolumeAttachment 118
storage.k8s.io/v1beta1 VolumeAttachmentList 
storage.k8s.io/v1beta1 WatchEvent 
v1 APIGroup 
v1 APIGroupList 
v1 APIResourceList 
v1 APIVersions 
v1 Binding 45
v1 ComponentStatus 46
v1 ComponentStatusList 
v1 ConfigMap 47
v1 ConfigMapList 
v1 DeleteOptions 
v1 Endpoints 49
v1 EndpointsList 
v1 Event 52
v1 EventList 
v1 LimitRange 53
v1 LimitRangeList 
v1 Namespace 54
v1 NamespaceList 
v1 Node 56
v1 NodeList 
v1 PersistentVolume 59
v1 PersistentVolumeClaim 60
v1 PersistentVolumeClaimList 
v1 PersistentVolumeList 
v1 Pod 63
v1 PodList 
v1 PodTemplate 66
v1 PodTemplateList 
v1 ReplicationController 68
v1 ReplicationControllerList 
v1 ResourceQuota 71
v1 ResourceQuotaList 
v1 Secret 72
v1 SecretList 
v1 Service 73
v1 ServiceAccount 74
v1 ServiceAccountList 
v1 ServiceList 
v1 Status 
v1 WatchEvent 
`;

/** One definition a line: `field>definition` leads on, `field[key,key>definition` is a merged list. */
export const DEFINITIONS = `
metadata>121 webhooks[name
metadata>121 webhooks[name
metadata>121 webhooks[name
metadata>121 webhooks[name
metadata>121
metadata>121 spec>6 status>7
template>67
conditions[type
status>10 metadata>121 spec>9
template>67
conditions[type
spec>12 status>13 metadata>121
template>67
conditions[type
metadata>121 spec>15 status>16
template>67
conditions[type
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121 spec>33
jobTemplate>37
metadata>121 spec>35 status>36
template>67
conditions[type
metadata>121 spec>35
metadata>121 spec>39
jobTemplate>40
metadata>121 spec>35
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
conditions[type metadata>121
metadata>121
volumeMounts[mountPath volumeDevices[devicePath env[name ports[containerPort,protocol
metadata>121
volumeDevices[devicePath volumeMounts[mountPath env[name
volumeClaimTemplate>62
metadata>121
metadata>121
status>55 metadata>121
conditions[type
metadata>121 spec>57 status>58
podCIDRs[
conditions[type addresses[type
metadata>121
metadata>121 status>61
conditions[type
metadata>121
metadata>121 spec>64 status>65
ephemeralContainers[name>50 initContainers[name>48 hostAliases[ip imagePullSecrets[name topologySpreadConstraints[topologyKey,whenUnsatisfiable volumes[name>77 containers[name>48
conditions[type podIPs[ip
metadata>121 template>67
spec>64 metadata>121
metadata>121 spec>69 status>70
template>67
conditions[type
metadata>121
metadata>121
status>76 metadata>121 spec>75
metadata>121 secrets[name
ports[port,protocol
conditions[type
ephemeral>51
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121 status>93
conditions[type
metadata>121
metadata>121 status>96
conditions[type
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121 spec>110
drivers[name
metadata>121
metadata>121
metadata>121
metadata>121 spec>115
drivers[name
metadata>121
metadata>121
metadata>121
metadata>121
metadata>121
finalizers[ ownerReferences[uid
metadata>121 status>123
conditions[type
metadata>121 status>125
conditions[type
`;
