/**
 * Which fields of Kubernetes' own types a strategic merge patch treats in its own way: the patchStrategy and patchMergeKey tags of
 * k8s.io/api 0.37.1 and k8s.io/apiextensions-apiserver 0.37.1, and below each type only what leads to a tag. Read by reflection over
 * the types that Helm's client knows; a type that is not here is patched by JSON merge.
 */

/** `apiVersion Kind:definition ...`; without a number nothing below is special. */
export const TYPES = `
admissionregistration.k8s.io/v1 MutatingAdmissionPolicy:27 MutatingAdmissionPolicyBinding:1 MutatingWebhookConfiguration:28 ValidatingAdmissionPolicy:30 ValidatingAdmissionPolicyBinding:1 ValidatingWebhookConfiguration:28
admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicy:27 MutatingAdmissionPolicyBinding:1 ValidatingAdmissionPolicy:30 ValidatingAdmissionPolicyBinding:1
admissionregistration.k8s.io/v1beta1 MutatingAdmissionPolicy:27 MutatingAdmissionPolicyBinding:1 MutatingWebhookConfiguration:28 ValidatingAdmissionPolicy:30 ValidatingAdmissionPolicyBinding:1 ValidatingWebhookConfiguration:28
apiextensions.k8s.io/v1 ConversionReview CustomResourceDefinition:1
apiextensions.k8s.io/v1beta1 ConversionReview CustomResourceDefinition:35
apps/v1 ControllerRevision:1 DaemonSet:22 Deployment:37 ReplicaSet:22 StatefulSet:22
apps/v1beta1 ControllerRevision:1 Deployment:37 DeploymentRollback Scale:1 StatefulSet:22
apps/v1beta2 ControllerRevision:1 DaemonSet:22 Deployment:37 ReplicaSet:22 Scale:1 StatefulSet:22
authentication.k8s.io/v1 SelfSubjectReview:1 TokenRequest:1 TokenReview:1
authentication.k8s.io/v1alpha1 SelfSubjectReview:1
authentication.k8s.io/v1beta1 SelfSubjectReview:1 TokenReview:1
authorization.k8s.io/v1 LocalSubjectAccessReview:1 SelfSubjectAccessReview:1 SelfSubjectRulesReview:1 SubjectAccessReview:1
authorization.k8s.io/v1beta1 LocalSubjectAccessReview:1 SelfSubjectAccessReview:1 SelfSubjectRulesReview:1 SubjectAccessReview:1
autoscaling/v1 HorizontalPodAutoscaler:1 Scale:1
autoscaling/v2 HorizontalPodAutoscaler:4
batch/v1 CronJob:42 Job:43
batch/v1beta1 CronJob:42
certificates.k8s.io/v1 CertificateSigningRequest:1 ClusterTrustBundle:1 PodCertificateRequest:4
certificates.k8s.io/v1alpha1 ClusterTrustBundle:1
certificates.k8s.io/v1beta1 CertificateSigningRequest:1 ClusterTrustBundle:1 PodCertificateRequest:4
coordination.k8s.io/v1 Lease:1
coordination.k8s.io/v1alpha2 LeaseCandidate:1
coordination.k8s.io/v1beta1 Lease:1 LeaseCandidate:1
discovery.k8s.io/v1 EndpointSlice:1
discovery.k8s.io/v1beta1 EndpointSlice:1
events.k8s.io/v1 Event:1
events.k8s.io/v1beta1 Event:1
extensions/v1beta1 DaemonSet:22 Deployment:37 DeploymentRollback Ingress:1 NetworkPolicy:1 ReplicaSet:22 Scale:1
flowcontrol.apiserver.k8s.io/v1 FlowSchema:4 PriorityLevelConfiguration:4
flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema:1 PriorityLevelConfiguration:1
flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema:1 PriorityLevelConfiguration:1
flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema:4 PriorityLevelConfiguration:4
internal.apiserver.k8s.io/v1alpha1 StorageVersion:1
lifecycle.k8s.io/v1alpha1 Eviction:45 EvictionRequest:4
networking.k8s.io/v1 IPAddress:1 Ingress:1 IngressClass:1 NetworkPolicy:1 ServiceCIDR:4
networking.k8s.io/v1beta1 IPAddress:1 Ingress:1 IngressClass:1 ServiceCIDR:4
node.k8s.io/v1 RuntimeClass:1
node.k8s.io/v1alpha1 RuntimeClass:1
node.k8s.io/v1beta1 RuntimeClass:1
policy/v1 Eviction:1 PodDisruptionBudget:4
policy/v1beta1 Eviction:1 PodDisruptionBudget:4
rbac.authorization.k8s.io/v1 ClusterRole:1 ClusterRoleBinding:1 Role:1 RoleBinding:1
rbac.authorization.k8s.io/v1alpha1 ClusterRole:1 ClusterRoleBinding:1 Role:1 RoleBinding:1
rbac.authorization.k8s.io/v1beta1 ClusterRole:1 ClusterRoleBinding:1 Role:1 RoleBinding:1
resource.k8s.io/v1 DeviceClass:1 DeviceTaintRule:4 ResourceClaim:47 ResourceClaimTemplate:48 ResourceSlice:1
resource.k8s.io/v1alpha3 DeviceTaintRule:4 ResourcePoolStatusRequest:4
resource.k8s.io/v1beta1 DeviceClass:1 ResourceClaim:47 ResourceClaimTemplate:48 ResourceSlice:1
resource.k8s.io/v1beta2 DeviceClass:1 DeviceTaintRule:4 ResourceClaim:47 ResourceClaimTemplate:48 ResourceSlice:1
scheduling.k8s.io/v1 PriorityClass:1
scheduling.k8s.io/v1alpha3 CompositePodGroup:4 PodGroup:51 Workload:1
scheduling.k8s.io/v1beta1 PodGroup:51 PriorityClass:1 Workload:1
storage.k8s.io/v1 CSIDriver:1 CSINode:54 CSIStorageCapacity:1 StorageClass:1 VolumeAttachment:1 VolumeAttributesClass:1
storage.k8s.io/v1alpha1 CSIStorageCapacity:1 VolumeAttachment:1 VolumeAttributesClass:1
storage.k8s.io/v1beta1 CSIDriver:1 CSINode:54 CSIStorageCapacity:1 StorageClass:1 VolumeAttachment:1 VolumeAttributesClass:1
storagemigration.k8s.io/v1 StorageVersionMigration:4
storagemigration.k8s.io/v1beta1 StorageVersionMigration:4
v1 Binding:1 ComponentStatus:2 ConfigMap:1 Endpoints:1 Event:1 LimitRange:1 Namespace:4 Node:7 NodeProxyOptions PersistentVolume:1 PersistentVolumeClaim:10 Pod:18 PodAttachOptions PodExecOptions PodLogOptions PodPortForwardOptions PodProxyOptions PodTemplate:20 RangeAllocation:1 ReplicationController:22 ResourceQuota:1 Secret:1 SerializedReference Service:24 ServiceAccount:25 ServiceProxyOptions
`;

/** One definition a line: `field`, `!` where other keys are dropped, `[key` where a list is merged, `>definition` of what is below. */
export const DEFINITIONS = `
finalizers[ ownerReferences[uid
metadata>0
conditions[type metadata>0
conditions[type
metadata>0 status>3
podCIDRs[
addresses[type conditions[type
metadata>0 spec>5 status>6
healthConditions[status
conditions[type healthStatus>8
metadata>0 status>9
volumeClaimTemplate>1
ephemeral>11
env[name ports[containerPort volumeDevices[devicePath volumeMounts[mountPath
containers[name>13 ephemeralContainers[name>13 evictionResponders[name hostAliases[ip imagePullSecrets[name initContainers[name>13 resourceClaims![name schedulingGates[name topologySpreadConstraints[topologyKey volumes![name>12
allocatedResourcesStatus[name volumeMounts[mountPath
mapping[name overhead[name
conditions[type hostIPs[ip nodeAllocatableResourceClaimStatuses[resourceClaimName>16 podIPs[ip resourceClaimStatuses![name
metadata>0 spec>14 status>17
metadata>0 spec>14
metadata>0 template>19
template>19
metadata>0 spec>21 status>3
ports[port
metadata>0 spec>23 status>3
metadata>0 secrets[name
matchConditions[name
metadata>0 spec>26
metadata>0 webhooks[name>26
matchConditions[name variables[name
metadata>0 spec>29
x-kubernetes-validations[rule
openAPIV3Schema>31
schema>32
validation>32
metadata>0 spec>34
strategy! template>19
metadata>0 spec>36 status>3
resourceClaims[name
scheduling>38 template>19
metadata>0 spec>39
jobTemplate>40
metadata>0 spec>41
metadata>0 spec>39 status>3
conditions[type requesters[name responders[name targetResponders[name
metadata>0 status>44
reservedFor[uid
metadata>0 status>46
metadata>0 spec>1
resourceClaims![name
conditions[type resourceClaimStatuses![name
metadata>0 spec>49 status>50
drivers[name
storageHealth[name
metadata>0 spec>52 status>53
`;
