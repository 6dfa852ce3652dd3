/** Recorded from Kubernetes v1.36.3 by scripts/record-api.ts, which says how; not written by hand. */
export const TYPES = `
io.k8s.api.admissionregistration.v1.ApplyConfiguration expression#1:s
io.k8s.api.admissionregistration.v1.AuditAnnotation key#1!+~"":s valueExpression#2!+~"":s
io.k8s.api.admissionregistration.v1.ExpressionWarning fieldRef#2!+~"":s warning#3!+~"":s
io.k8s.api.admissionregistration.v1.JSONPatch expression#1:s
io.k8s.api.admissionregistration.v1.MatchCondition expression#2!+~"":s name#1!+~"":s
io.k8s.api.admissionregistration.v1.MatchResources* excludeResourceRules#4:[*]13 matchPolicy#7&|Equivalent|Exact:s namespaceSelector#1&:493 objectSelector#2&:493 resourceRules#3:[*]13
io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicy@admissionregistration.k8s.io/v1/MutatingAdmissionPolicy apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:9
io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBinding@admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBinding apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:8
io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBindingSpec matchResources#3&:5 paramRef#2&:15 policyName#1:s
io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicySpec failurePolicy#5&|Fail|Ignore:s matchConditions#6^name:[name]4 matchConstraints#2&:5 mutations#4:[*]12 paramKind#1&:14 reinvocationPolicy#7|IfNeeded|Never:s variables#3:[*]27
io.k8s.api.admissionregistration.v1.MutatingWebhook admissionReviewVersions#8!+:[*]s clientConfig#2!+~{}:28 failurePolicy#4&|Fail|Ignore:s matchConditions#12^name:[name]4 matchPolicy#9&|Equivalent|Exact:s name#1!+~"":s namespaceSelector#5&:493 objectSelector#11&:493 reinvocationPolicy#10&|IfNeeded|Never:s rules#3:[*]16 sideEffects#6!&+|None|NoneOnDryRun|Some|Unknown:s timeoutSeconds#7&:i
io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration@admissionregistration.k8s.io/v1/MutatingWebhookConfiguration apiVersion:s kind:s metadata#1+~{}:498 webhooks^name:[name]10
io.k8s.api.admissionregistration.v1.Mutation applyConfiguration#3&:0 jsonPatch#4&:3 patchType#2!+~""|ApplyConfiguration|JSONPatch:s
io.k8s.api.admissionregistration.v1.NamedRuleWithOperations* apiGroups:[*]s apiVersions:[*]s operations#2.1:[*]s resourceNames#1:[*]s resources:[*]s scope&|*|Cluster|Namespaced:s
io.k8s.api.admissionregistration.v1.ParamKind* apiVersion#1:s kind#2:s
io.k8s.api.admissionregistration.v1.ParamRef* name#1:s namespace#2:s parameterNotFoundAction#4&:s selector#3&:493
io.k8s.api.admissionregistration.v1.RuleWithOperations apiGroups#2.1:[*]s apiVersions#2.2:[*]s operations#1:[*]s resources#2.3:[*]s scope#2.4&|*|Cluster|Namespaced:s
io.k8s.api.admissionregistration.v1.ServiceReference name#2!+~"":s namespace#1!+~"":s path#3&:s port#4&:i
io.k8s.api.admissionregistration.v1.TypeChecking expressionWarnings#1:[*]2
io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy@admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:22 status#3+~{}:23
io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding@admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:21
io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec matchResources#3&:5 paramRef#2&:15 policyName#1!:s validationActions#4!:[=]s
io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicySpec auditAnnotations#5:[*]1 failurePolicy#4&|Fail|Ignore:s matchConditions#6^name:[name]4 matchConstraints#2&:5 paramKind#1&:14 validations#3:[*]26 variables#7^name:[name]27
io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyStatus conditions#3:[type]489 observedGeneration#1:l typeChecking#2&:18
io.k8s.api.admissionregistration.v1.ValidatingWebhook admissionReviewVersions#8!+:[*]s clientConfig#2!+~{}:28 failurePolicy#4&|Fail|Ignore:s matchConditions#11^name:[name]4 matchPolicy#9&|Equivalent|Exact:s name#1!+~"":s namespaceSelector#5&:493 objectSelector#10&:493 rules#3:[*]16 sideEffects#6!&+|None|NoneOnDryRun|Some|Unknown:s timeoutSeconds#7&:i
io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration@admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration apiVersion:s kind:s metadata#1+~{}:498 webhooks^name:[name]24
io.k8s.api.admissionregistration.v1.Validation expression!+~"":s message#2:s messageExpression#4:s reason#3&:s
io.k8s.api.admissionregistration.v1.Variable* expression!+~"":s name!+~"":s
io.k8s.api.admissionregistration.v1.WebhookClientConfig caBundle#2:y service#1&:17 url#3&:s
io.k8s.api.apps.v1.ControllerRevision@apps/v1/ControllerRevision apiVersion:s data#2+:507 kind:s metadata#1+~{}:498 revision#3!+~0:l
io.k8s.api.apps.v1.DaemonSet@apps/v1/DaemonSet apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:32 status#3+~{}:33
io.k8s.api.apps.v1.DaemonSetCondition lastTransitionTime#3+:505 message#5:s reason#4:s status#2!+~"":s type#1!+~"":s
io.k8s.api.apps.v1.DaemonSetSpec minReadySeconds#4:i revisionHistoryLimit#6&:i selector#1!&+:493 template#2!+~{}:272 updateStrategy#3+~{}:34
io.k8s.api.apps.v1.DaemonSetStatus collisionCount#9&:i conditions#10^type:[type]31 currentNumberScheduled#1!+~0:i desiredNumberScheduled#3!+~0:i numberAvailable#7:i numberMisscheduled#2!+~0:i numberReady#4!+~0:i numberUnavailable#8:i observedGeneration#5:l updatedNumberScheduled#6:i
io.k8s.api.apps.v1.DaemonSetUpdateStrategy rollingUpdate#2&:44 type#1|OnDelete|RollingUpdate:s
io.k8s.api.apps.v1.Deployment@apps/v1/Deployment apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:37 status#3+~{}:38
io.k8s.api.apps.v1.DeploymentCondition lastTransitionTime#7+:505 lastUpdateTime#6+:505 message#5:s reason#4:s status#2!+~"":s type#1!+~"":s
io.k8s.api.apps.v1.DeploymentSpec minReadySeconds#5:i paused#7:b progressDeadlineSeconds#9&:i replicas#1&:i revisionHistoryLimit#6&:i selector#2!&+:493 strategy#4+$~{}:39 template#3!+~{}:272
io.k8s.api.apps.v1.DeploymentStatus availableReplicas#4:i collisionCount#8&:i conditions#6^type:[type]36 observedGeneration#1:l readyReplicas#7:i replicas#2:i terminatingReplicas#9&:i unavailableReplicas#5:i updatedReplicas#3:i
io.k8s.api.apps.v1.DeploymentStrategy rollingUpdate#2&:45 type#1|Recreate|RollingUpdate:s
io.k8s.api.apps.v1.ReplicaSet@apps/v1/ReplicaSet apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:42 status#3+~{}:43
io.k8s.api.apps.v1.ReplicaSetCondition lastTransitionTime#3+:505 message#5:s reason#4:s status#2!+~"":s type#1!+~"":s
io.k8s.api.apps.v1.ReplicaSetSpec minReadySeconds#4:i replicas#1&:i selector#2!&+:493 template#3+~{}:272
io.k8s.api.apps.v1.ReplicaSetStatus availableReplicas#5:i conditions#6^type:[type]41 fullyLabeledReplicas#2:i observedGeneration#3:l readyReplicas#4:i replicas#1!+~0:i terminatingReplicas#7&:i
io.k8s.api.apps.v1.RollingUpdateDaemonSet maxSurge#2&:508 maxUnavailable#1&:508
io.k8s.api.apps.v1.RollingUpdateDeployment maxSurge#2&:508 maxUnavailable#1&:508
io.k8s.api.apps.v1.RollingUpdateStatefulSetStrategy maxUnavailable#2&:508 partition#1&:i
io.k8s.api.apps.v1.StatefulSet@apps/v1/StatefulSet apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:51 status#3+~{}:52
io.k8s.api.apps.v1.StatefulSetCondition lastTransitionTime#3+:505 message#5:s reason#4:s status#2!+~"":s type#1!+~"":s
io.k8s.api.apps.v1.StatefulSetOrdinals start#1+~0:i
io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted#1:s whenScaled#2:s
io.k8s.api.apps.v1.StatefulSetSpec minReadySeconds#9:i ordinals#11&:49 persistentVolumeClaimRetentionPolicy#10&:50 podManagementPolicy#6|OrderedReady|Parallel:s replicas#1&:i revisionHistoryLimit#8&:i selector#2!&+:493 serviceName#5+~"":s template#3!+~{}:272 updateStrategy#7+~{}:53 volumeClaimTemplates#4:[*]243
io.k8s.api.apps.v1.StatefulSetStatus availableReplicas#11+~0:i collisionCount#9&:i conditions#10^type:[type]48 currentReplicas#4:i currentRevision#6:s observedGeneration#1:l readyReplicas#3:i replicas#2!+~0:i updateRevision#7:s updatedReplicas#5:i
io.k8s.api.apps.v1.StatefulSetUpdateStrategy rollingUpdate#2&:46 type#1|OnDelete|RollingUpdate:s
io.k8s.api.authentication.v1.BoundObjectReference apiVersion#2:s kind#1:s name#3:s uid:s
io.k8s.api.authentication.v1.SelfSubjectReview@authentication.k8s.io/v1/SelfSubjectReview apiVersion:s kind:s metadata#1+~{}:498 status#2+~{}:56
io.k8s.api.authentication.v1.SelfSubjectReviewStatus userInfo#1+~{}:63
io.k8s.api.authentication.v1.TokenRequest@authentication.k8s.io/v1/TokenRequest apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:58 status#3+~{}:59
io.k8s.api.authentication.v1.TokenRequestSpec audiences#1+:[*]s boundObjectRef#3&+:54 expirationSeconds#4&+:l
io.k8s.api.authentication.v1.TokenRequestStatus expirationTimestamp#2+:505 token#1+~"":s
io.k8s.api.authentication.v1.TokenReview@authentication.k8s.io/v1/TokenReview apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:61 status#3+~{}:62
io.k8s.api.authentication.v1.TokenReviewSpec audiences#2:[*]s token#1!:s
io.k8s.api.authentication.v1.TokenReviewStatus audiences#4:[*]s authenticated#1:b error#3:s user#2+~{}:63
io.k8s.api.authentication.v1.UserInfo extra#4:{}[*]s groups#3:[*]s uid#2:s username#1:s
io.k8s.api.authorization.v1.FieldSelectorAttributes rawSelector#1:s requirements#2:[*]491
io.k8s.api.authorization.v1.LabelSelectorAttributes rawSelector#1:s requirements#2:[*]494
io.k8s.api.authorization.v1.LocalSubjectAccessReview@authorization.k8s.io/v1/LocalSubjectAccessReview apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:76 status#3+~{}:77
io.k8s.api.authorization.v1.NonResourceAttributes path#1:s verb#2:s
io.k8s.api.authorization.v1.NonResourceRule nonResourceURLs#2:[*]s verbs#1!+:[*]s
io.k8s.api.authorization.v1.ResourceAttributes fieldSelector#8&:64 group#3:s labelSelector#9&:65 name#7:s namespace#1:s resource#5:s subresource#6:s verb#2:s version#4:s
io.k8s.api.authorization.v1.ResourceRule apiGroups#2:[*]s resourceNames#4:[*]s resources#3:[*]s verbs#1!+:[*]s
io.k8s.api.authorization.v1.SelfSubjectAccessReview@authorization.k8s.io/v1/SelfSubjectAccessReview apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:72 status#3+~{}:77
io.k8s.api.authorization.v1.SelfSubjectAccessReviewSpec nonResourceAttributes#2&:67 resourceAttributes#1&:69
io.k8s.api.authorization.v1.SelfSubjectRulesReview@authorization.k8s.io/v1/SelfSubjectRulesReview apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:74 status#3+~{}:78
io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec namespace#1:s
io.k8s.api.authorization.v1.SubjectAccessReview@authorization.k8s.io/v1/SubjectAccessReview apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:76 status#3+~{}:77
io.k8s.api.authorization.v1.SubjectAccessReviewSpec extra#5:{}[*]s groups#4:[*]s nonResourceAttributes#2&:67 resourceAttributes#1&:69 uid#6:s user#3:s
io.k8s.api.authorization.v1.SubjectAccessReviewStatus allowed#1!+~false:b denied#4:b evaluationError#3:s reason#2:s
io.k8s.api.authorization.v1.SubjectRulesReviewStatus evaluationError#4:s incomplete#3!+~false:b nonResourceRules#2!+:[*]68 resourceRules#1!+:[*]70
io.k8s.api.autoscaling.v1.CrossVersionObjectReference* apiVersion#3:s kind#1!+~"":s name#2!+~"":s
io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler@autoscaling/v1/HorizontalPodAutoscaler apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:81 status#3+~{}:82
io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec maxReplicas#3!+~0:i minReplicas#2&:i scaleTargetRef#1!+~{}:79 targetCPUUtilizationPercentage#4&:i
io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerStatus currentCPUUtilizationPercentage#5&:i currentReplicas#3!+~0:i desiredReplicas#4!+~0:i lastScaleTime#2&:505 observedGeneration#1&:l
io.k8s.api.autoscaling.v1.Scale@autoscaling/v1/Scale apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:84 status#3+~{}:85
io.k8s.api.autoscaling.v1.ScaleSpec replicas#1~0:i
io.k8s.api.autoscaling.v1.ScaleStatus replicas#1!+~0:i selector#2:s
io.k8s.api.autoscaling.v2.ContainerResourceMetricSource container#3!+~"":s name#1!+~"":s target#2!+~{}:101
io.k8s.api.autoscaling.v2.ContainerResourceMetricStatus container#3!+~"":s current#2!+~{}:102 name#1!+~"":s
io.k8s.api.autoscaling.v2.CrossVersionObjectReference apiVersion#3:s kind#1!+~"":s name#2!+~"":s
io.k8s.api.autoscaling.v2.ExternalMetricSource metric#1!+~{}:98 target#2!+~{}:101
io.k8s.api.autoscaling.v2.ExternalMetricStatus current#2!+~{}:102 metric#1!+~{}:98
io.k8s.api.autoscaling.v2.HPAScalingPolicy periodSeconds#3!+~0:i type#1!+~"":s value#2!+~0:i
io.k8s.api.autoscaling.v2.HPAScalingRules policies#2&:[*]91 selectPolicy#1&:s stabilizationWindowSeconds#3&:i tolerance#4&:488
io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler@autoscaling/v2/HorizontalPodAutoscaler apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:96 status#3+~{}:97
io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior scaleDown#2&:92 scaleUp#1&:92
io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerCondition lastTransitionTime#3+:505 message#5:s reason#4:s status#2!+~"":s type#1!+~"":s
io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec behavior#5&:94 maxReplicas#3!+~0:i metrics#4:[*]99 minReplicas#2&:i scaleTargetRef#1!+~{}:88
io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerStatus conditions#6^type:[type]95 currentMetrics#5+:[*]100 currentReplicas#3:i desiredReplicas#4!+~0:i lastScaleTime#2&:505 observedGeneration#1&:l
io.k8s.api.autoscaling.v2.MetricIdentifier name#1!+~"":s selector#2&:493
io.k8s.api.autoscaling.v2.MetricSpec containerResource#7&:86 external#5&:89 object#2&:103 pods#3&:105 resource#4&:107 type#1!+~"":s
io.k8s.api.autoscaling.v2.MetricStatus containerResource#7&:87 external#5&:90 object#2&:104 pods#3&:106 resource#4&:108 type#1!+~"":s
io.k8s.api.autoscaling.v2.MetricTarget averageUtilization#4&:i averageValue#3&:488 type#1!+~"":s value#2&:488
io.k8s.api.autoscaling.v2.MetricValueStatus averageUtilization#3&:i averageValue#2&:488 value#1&:488
io.k8s.api.autoscaling.v2.ObjectMetricSource describedObject#1!+~{}:88 metric#3!+~{}:98 target#2!+~{}:101
io.k8s.api.autoscaling.v2.ObjectMetricStatus current#2!+~{}:102 describedObject#3!+~{}:88 metric#1!+~{}:98
io.k8s.api.autoscaling.v2.PodsMetricSource metric#1!+~{}:98 target#2!+~{}:101
io.k8s.api.autoscaling.v2.PodsMetricStatus current#2!+~{}:102 metric#1!+~{}:98
io.k8s.api.autoscaling.v2.ResourceMetricSource name#1!+~"":s target#2!+~{}:101
io.k8s.api.autoscaling.v2.ResourceMetricStatus current#2!+~{}:102 name#1!+~"":s
io.k8s.api.batch.v1.CronJob@batch/v1/CronJob apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:110 status#3+~{}:111
io.k8s.api.batch.v1.CronJobSpec concurrencyPolicy#3|Allow|Forbid|Replace:s failedJobsHistoryLimit#7&:i jobTemplate#5!+~{}:116 schedule#1!+~"":s startingDeadlineSeconds#2&:l successfulJobsHistoryLimit#6&:i suspend#4&:b timeZone#8&:s
io.k8s.api.batch.v1.CronJobStatus active#1:[*]241 lastScheduleTime#4&:505 lastSuccessfulTime#5&:505
io.k8s.api.batch.v1.Job@batch/v1/Job apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:114 status#3+~{}:115
io.k8s.api.batch.v1.JobCondition lastProbeTime#3+:505 lastTransitionTime#4+:505 message#6:s reason#5:s status#2!+~"":s type#1!+~"":s
io.k8s.api.batch.v1.JobSpec activeDeadlineSeconds#3&:l backoffLimit#7&:i backoffLimitPerIndex#12&:i completionMode#9&|Indexed|NonIndexed:s completions#2&:i managedBy#15&:s manualSelector#5&:b maxFailedIndexes#13&:i parallelism#1&:i podFailurePolicy#11&:117 podReplacementPolicy#14&|Failed|TerminatingOrFailed:s selector#4&:493 successPolicy#16&:121 suspend#10&:b template#6!+~{}:272 ttlSecondsAfterFinished#8&:i
io.k8s.api.batch.v1.JobStatus active#4:i completedIndexes#7:s completionTime#3&:505 conditions#1^type:[*]113 failed#6:i failedIndexes#10&:s ready#9&:i startTime#2&:505 succeeded#5:i terminating#11&:i uncountedTerminatedPods#8&:123
io.k8s.api.batch.v1.JobTemplateSpec metadata#1+~{}:498 spec#2+~{}:114
io.k8s.api.batch.v1.PodFailurePolicy rules#1!+:[*]120
io.k8s.api.batch.v1.PodFailurePolicyOnExitCodesRequirement containerName#1&:s operator#2!+~""|In|NotIn:s values#3!+:[=]i
io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern status#2+~"":s type#1!+~"":s
io.k8s.api.batch.v1.PodFailurePolicyRule action#1!+~""|Count|FailIndex|FailJob|Ignore:s onExitCodes#2&:118 onPodConditions#3:[*]119
io.k8s.api.batch.v1.SuccessPolicy rules#1!+:[*]122
io.k8s.api.batch.v1.SuccessPolicyRule succeededCount#2&:i succeededIndexes#1&:s
io.k8s.api.batch.v1.UncountedTerminatedPods failed#2:[=]s succeeded#1:[=]s
io.k8s.api.certificates.v1.CertificateSigningRequest@certificates.k8s.io/v1/CertificateSigningRequest apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:126 status#3+~{}:127
io.k8s.api.certificates.v1.CertificateSigningRequestCondition lastTransitionTime#5+:505 lastUpdateTime#4+:505 message#3:s reason#2:s status#6!+~"":s type#1!+~"":s
io.k8s.api.certificates.v1.CertificateSigningRequestSpec expirationSeconds#8&:i extra#6:{}[*]s groups#4:[*]s request#1!+:y signerName#7!+~"":s uid#3:s usages#5:[*]s username#2:s
io.k8s.api.certificates.v1.CertificateSigningRequestStatus certificate#2:y conditions#1:[type]125
io.k8s.api.coordination.v1.Lease@coordination.k8s.io/v1/Lease apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:129
io.k8s.api.coordination.v1.LeaseSpec acquireTime#3&:497 holderIdentity#1&:s leaseDurationSeconds#2&:i leaseTransitions#5&:i preferredHolder#7&:s renewTime#4&:497 strategy#6&:s
io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource fsType#2:s partition#3:i readOnly#4:b volumeID#1!+~"":s
io.k8s.api.core.v1.Affinity nodeAffinity#1&:224 podAffinity#2&:253 podAntiAffinity#3&:255
io.k8s.api.core.v1.AppArmorProfile localhostProfile#2&:s type#1!+~""|Localhost|RuntimeDefault|Unconfined:s
io.k8s.api.core.v1.AttachedVolume devicePath#2!+~"":s name#1!+~"":s
io.k8s.api.core.v1.AzureDiskVolumeSource cachingMode#3&~"ReadWrite"|None|ReadOnly|ReadWrite:s diskName#1!+~"":s diskURI#2!+~"":s fsType#4&~"ext4":s kind#6&~"Shared"|Dedicated|Managed|Shared:s readOnly#5&~false:b
io.k8s.api.core.v1.AzureFilePersistentVolumeSource readOnly#3:b secretName#1!+~"":s secretNamespace#4&+:s shareName#2!+~"":s
io.k8s.api.core.v1.AzureFileVolumeSource readOnly#3:b secretName#1!+~"":s shareName#2!+~"":s
io.k8s.api.core.v1.Binding@/v1/Binding apiVersion#2.5:s kind#2.1:s metadata#1+~{}:498 target#2!+~{}:241
io.k8s.api.core.v1.CSIPersistentVolumeSource controllerExpandSecretRef#9&:303 controllerPublishSecretRef#6&:303 driver#1!+~"":s fsType#4:s nodeExpandSecretRef#10&:303 nodePublishSecretRef#8&:303 nodeStageSecretRef#7&:303 readOnly#3:b volumeAttributes#5:{}s volumeHandle#2!+~"":s
io.k8s.api.core.v1.CSIVolumeSource driver#1!+~"":s fsType#3&:s nodePublishSecretRef#5&:214 readOnly#2&:b volumeAttributes#4:{}s
io.k8s.api.core.v1.Capabilities add#1:[*]s drop#2:[*]s
io.k8s.api.core.v1.CephFSPersistentVolumeSource monitors#1!+:[*]s path#2:s readOnly#6:b secretFile#4:s secretRef#5&:303 user#3:s
io.k8s.api.core.v1.CephFSVolumeSource monitors#1!+:[*]s path#2:s readOnly#6:b secretFile#4:s secretRef#5&:214 user#3:s
io.k8s.api.core.v1.CinderPersistentVolumeSource fsType#2:s readOnly#3:b secretRef#4&:303 volumeID#1!+~"":s
io.k8s.api.core.v1.CinderVolumeSource fsType#2:s readOnly#3:b secretRef#4&:214 volumeID#1!+~"":s
io.k8s.api.core.v1.ClientIPConfig timeoutSeconds#1&:i
io.k8s.api.core.v1.ClusterTrustBundleProjection labelSelector#3&:493 name#1&:s optional#5&:b path#4!+~"":s signerName#2&:s
io.k8s.api.core.v1.ComponentCondition error#4:s message#3:s status#2!+~"":s type#1!+~"":s
io.k8s.api.core.v1.ComponentStatus@/v1/ComponentStatus apiVersion:s conditions#2^type:[type]147 kind:s metadata#1+~{}:498
io.k8s.api.core.v1.ConfigMap@/v1/ConfigMap apiVersion:s binaryData#3:{}y data#2:{}s immutable#4&:b kind:s metadata#1+~{}:498
io.k8s.api.core.v1.ConfigMapEnvSource name#1.1~"":s optional#2&:b
io.k8s.api.core.v1.ConfigMapKeySelector* key#2!+~"":s name#1.1~"":s optional#3&:b
io.k8s.api.core.v1.ConfigMapNodeConfigSource kubeletConfigKey#5!+~"":s name#2!+~"":s namespace#1!+~"":s resourceVersion#4:s uid#3:s
io.k8s.api.core.v1.ConfigMapProjection items#2:[*]205 name#1.1~"":s optional#4&:b
io.k8s.api.core.v1.ConfigMapVolumeSource defaultMode#3&:i items#2:[*]205 name#1.1~"":s optional#4&:b
io.k8s.api.core.v1.Container args#4:[*]s command#3:[*]s env#7^name:[name]178 envFrom#19:[*]177 image#2:s imagePullPolicy#14|Always|IfNotPresent|Never:s lifecycle#12&:206 livenessProbe#10&:276 name#1!+~"":s ports#6^containerPort:[containerPort,protocol]158 readinessProbe#11&:276 resizePolicy#23:[*]159 resources#8+~{}:291 restartPolicy#24&:s restartPolicyRules#25:[*]160 securityContext#15&:305 startupProbe#22&:276 stdin#16:b stdinOnce#17:b terminationMessagePath#13:s terminationMessagePolicy#20|FallbackToLogsOnError|File:s tty#18:b volumeDevices#21^devicePath:[devicePath]326 volumeMounts#9^mountPath:[mountPath]327 workingDir#5:s
io.k8s.api.core.v1.ContainerExtendedResourceRequest containerName#1!+~"":s requestName#3!+~"":s resourceName#2!+~"":s
io.k8s.api.core.v1.ContainerImage names#1+:[*]s sizeBytes#2:l
io.k8s.api.core.v1.ContainerPort containerPort#3!+~0:i hostIP#5:s hostPort#2:i name#1:s protocol#4~"TCP"|SCTP|TCP|UDP:s
io.k8s.api.core.v1.ContainerResizePolicy resourceName#1!+~"":s restartPolicy#2!+~"":s
io.k8s.api.core.v1.ContainerRestartRule action#1!:s exitCodes#2&:161
io.k8s.api.core.v1.ContainerRestartRuleOnExitCodes operator#1!:s values#2:[=]i
io.k8s.api.core.v1.ContainerState running#2&:163 terminated#3&:164 waiting#1&:165
io.k8s.api.core.v1.ContainerStateRunning startedAt#1+:505
io.k8s.api.core.v1.ContainerStateTerminated containerID#7:s exitCode#1!+~0:i finishedAt#6+:505 message#4:s reason#3:s signal#2:i startedAt#5+:505
io.k8s.api.core.v1.ContainerStateWaiting message#2:s reason#1:s
io.k8s.api.core.v1.ContainerStatus allocatedResources#10:{}488 allocatedResourcesStatus#14^name:[name]292 containerID#8:s image#6!+~"":s imageID#7!+~"":s lastState#3+~{}:162 name#1!+~"":s ready#4!+~false:b resources#11&:291 restartCount#5!+~0:i started#9&:b state#2+~{}:162 stopSignal#15&|SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL|SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14|SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1|SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4|SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ:s user#13&:167 volumeMounts#12^mountPath:[mountPath]328
io.k8s.api.core.v1.ContainerUser linux#1&:211
io.k8s.api.core.v1.DaemonEndpoint Port#1!+~0:i
io.k8s.api.core.v1.DownwardAPIProjection items#1:[*]170
io.k8s.api.core.v1.DownwardAPIVolumeFile fieldRef#2&:240 mode#4&:i path#1!+~"":s resourceFieldRef#3&:286
io.k8s.api.core.v1.DownwardAPIVolumeSource defaultMode#2&:i items#1:[*]170
io.k8s.api.core.v1.EmptyDirVolumeSource medium#1:s sizeLimit#2&:488
io.k8s.api.core.v1.EndpointAddress* hostname#3:s ip#1!+~"":s nodeName#4&:s targetRef#2&:241
io.k8s.api.core.v1.EndpointPort* appProtocol#4&:s name#1:s port#2!+~0:i protocol#3|SCTP|TCP|UDP:s
io.k8s.api.core.v1.EndpointSubset addresses#1:[*]173 notReadyAddresses#2:[*]173 ports#3:[*]174
io.k8s.api.core.v1.Endpoints@/v1/Endpoints apiVersion:s kind:s metadata#1+~{}:498 subsets#2:[*]175
io.k8s.api.core.v1.EnvFromSource configMapRef#2&:150 prefix#1:s secretRef#3&:300
io.k8s.api.core.v1.EnvVar name#1!+~"":s value#2:s valueFrom#3&:179
io.k8s.api.core.v1.EnvVarSource configMapKeyRef#3&:151 fieldRef#1&:240 fileKeyRef#5&:187 resourceFieldRef#2&:286 secretKeyRef#4&:301
io.k8s.api.core.v1.EphemeralContainer args#1.4:[*]s command#1.3:[*]s env#1.7^name:[name]178 envFrom#1.19:[*]177 image#1.2:s imagePullPolicy#1.14|Always|IfNotPresent|Never:s lifecycle#1.12&:206 livenessProbe#1.10&:276 name#1.1!+~"":s ports#1.6^containerPort:[containerPort,protocol]158 readinessProbe#1.11&:276 resizePolicy#1.23:[*]159 resources#1.8+~{}:291 restartPolicy#1.24&:s restartPolicyRules#1.25:[*]160 securityContext#1.15&:305 startupProbe#1.22&:276 stdin#1.16:b stdinOnce#1.17:b targetContainerName#2:s terminationMessagePath#1.13:s terminationMessagePolicy#1.20|FallbackToLogsOnError|File:s tty#1.18:b volumeDevices#1.21^devicePath:[devicePath]326 volumeMounts#1.9^mountPath:[mountPath]327 workingDir#1.5:s
io.k8s.api.core.v1.EphemeralVolumeSource volumeClaimTemplate#1&:247
io.k8s.api.core.v1.Event@/v1/Event action#12:s apiVersion#13.5:s count#8:i eventTime#10+:497 firstTimestamp#6+:505 involvedObject#2!+~{}:241 kind#13.1:s lastTimestamp#7+:505 message#4:s metadata#1!+~{}:498 reason#3:s related#13&:241 reportingComponent#14+~"":s reportingInstance#15+~"":s series#11&:183 source#5+~{}:184 type#9:s
io.k8s.api.core.v1.EventSeries count#1:i lastObservedTime#2+:497
io.k8s.api.core.v1.EventSource component#1:s host#2:s
io.k8s.api.core.v1.ExecAction command#1:[*]s
io.k8s.api.core.v1.FCVolumeSource fsType#3:s lun#2&:i readOnly#4:b targetWWNs#1:[*]s wwids#5:[*]s
io.k8s.api.core.v1.FileKeySelector* key#3!+~"":s optional#4&~false:b path#2!+~"":s volumeName#1!+~"":s
io.k8s.api.core.v1.FlexPersistentVolumeSource driver#1!+~"":s fsType#2:s options#5:{}s readOnly#4:b secretRef#3&:303
io.k8s.api.core.v1.FlexVolumeSource driver#1!+~"":s fsType#2:s options#5:{}s readOnly#4:b secretRef#3&:214
io.k8s.api.core.v1.FlockerVolumeSource datasetName#1:s datasetUUID#2:s
io.k8s.api.core.v1.GCEPersistentDiskVolumeSource fsType#2:s partition#3:i pdName#1!+~"":s readOnly#4:b
io.k8s.api.core.v1.GRPCAction port#1!+~0:i service#2&+~"":s
io.k8s.api.core.v1.GitRepoVolumeSource directory#3:s repository#1!+~"":s revision#2:s
io.k8s.api.core.v1.GlusterfsPersistentVolumeSource endpoints#1!+~"":s endpointsNamespace#4&:s path#2!+~"":s readOnly#3:b
io.k8s.api.core.v1.GlusterfsVolumeSource endpoints#1!+~"":s path#2!+~"":s readOnly#3:b
io.k8s.api.core.v1.HTTPGetAction host#3:s httpHeaders#5:[*]197 path#1:s port#2!+:508 scheme#4|HTTP|HTTPS:s
io.k8s.api.core.v1.HTTPHeader name#1!+~"":s value#2!+~"":s
io.k8s.api.core.v1.HostAlias hostnames#2:[*]s ip#1!+~"":s
io.k8s.api.core.v1.HostIP ip#1!+~"":s
io.k8s.api.core.v1.HostPathVolumeSource path#1!+~"":s type#2&||BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket:s
io.k8s.api.core.v1.ISCSIPersistentVolumeSource chapAuthDiscovery#8:b chapAuthSession#11:b fsType#5:s initiatorName#12&:s iqn#2!+~"":s iscsiInterface#4~"default":s lun#3!+~0:i portals#7:[*]s readOnly#6:b secretRef#10&:303 targetPortal#1!+~"":s
io.k8s.api.core.v1.ISCSIVolumeSource chapAuthDiscovery#8:b chapAuthSession#11:b fsType#5:s initiatorName#12&:s iqn#2!+~"":s iscsiInterface#4~"default":s lun#3!+~0:i portals#7:[*]s readOnly#6:b secretRef#10&:214 targetPortal#1!+~"":s
io.k8s.api.core.v1.ImageVolumeSource pullPolicy#2|Always|IfNotPresent|Never:s reference#1:s
io.k8s.api.core.v1.ImageVolumeStatus imageRef#1!:s
io.k8s.api.core.v1.KeyToPath key#1!+~"":s mode#3&:i path#2!+~"":s
io.k8s.api.core.v1.Lifecycle postStart#1&:207 preStop#2&:207 stopSignal#3&|SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL|SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14|SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1|SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4|SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ:s
io.k8s.api.core.v1.LifecycleHandler exec#1&:185 httpGet#2&:196 sleep#4&:313 tcpSocket#3&:317
io.k8s.api.core.v1.LimitRange@/v1/LimitRange apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:210
io.k8s.api.core.v1.LimitRangeItem default#4:{}488 defaultRequest#5:{}488 max#2:{}488 maxLimitRequestRatio#6:{}488 min#3:{}488 type#1!+~"":s
io.k8s.api.core.v1.LimitRangeSpec limits#1!+:[*]209
io.k8s.api.core.v1.LinuxContainerUser gid#2!+~0:l supplementalGroups#3:[*]l uid#1!+~0:l
io.k8s.api.core.v1.LoadBalancerIngress hostname#2:s ip#1:s ipMode#3&:s ports#4:[*]273
io.k8s.api.core.v1.LoadBalancerStatus ingress#1:[*]212
io.k8s.api.core.v1.LocalObjectReference* name#1~"":s
io.k8s.api.core.v1.LocalVolumeSource fsType#2&:s path#1!+~"":s
io.k8s.api.core.v1.ModifyVolumeStatus status#2!+~""|InProgress|Infeasible|Pending:s targetVolumeAttributesClassName#1:s
io.k8s.api.core.v1.NFSVolumeSource path#2!+~"":s readOnly#3:b server#1!+~"":s
io.k8s.api.core.v1.Namespace@/v1/Namespace apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:220 status#3+~{}:221
io.k8s.api.core.v1.NamespaceCondition lastTransitionTime#4+:505 message#6:s reason#5:s status#2!+~"":s type#1!+~"":s
io.k8s.api.core.v1.NamespaceSpec finalizers#1:[*]s
io.k8s.api.core.v1.NamespaceStatus conditions#2^type:[type]219 phase#1|Active|Terminating:s
io.k8s.api.core.v1.Node@/v1/Node apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:236 status#3+~{}:237
io.k8s.api.core.v1.NodeAddress address#2!+~"":s type#1!+~"":s
io.k8s.api.core.v1.NodeAffinity preferredDuringSchedulingIgnoredDuringExecution#2:[*]275 requiredDuringSchedulingIgnoredDuringExecution#1&:233
io.k8s.api.core.v1.NodeAllocatableResourceClaimStatus containers#2:[=]s resourceClaimName#1!+~"":s resources#3!+:{}488
io.k8s.api.core.v1.NodeCondition lastHeartbeatTime#3+:505 lastTransitionTime#4+:505 message#6:s reason#5:s status#2!+~"":s type#1!+~"":s
io.k8s.api.core.v1.NodeConfigSource configMap#2&:152
io.k8s.api.core.v1.NodeConfigStatus active#2&:227 assigned#1&:227 error#4:s lastKnownGood#3&:227
io.k8s.api.core.v1.NodeDaemonEndpoints kubeletEndpoint#1+~{}:168
io.k8s.api.core.v1.NodeFeatures supplementalGroupsPolicy#1&:b
io.k8s.api.core.v1.NodeRuntimeHandler features#2&:232 name#1+~"":s
io.k8s.api.core.v1.NodeRuntimeHandlerFeatures recursiveReadOnlyMounts#1&:b userNamespaces#2&:b
io.k8s.api.core.v1.NodeSelector* nodeSelectorTerms#1!+:[*]235
io.k8s.api.core.v1.NodeSelectorRequirement key#1!+~"":s operator#2!+~""|DoesNotExist|Exists|Gt|In|Lt|NotIn:s values#3:[*]s
io.k8s.api.core.v1.NodeSelectorTerm* matchExpressions#1:[*]234 matchFields#2:[*]234
io.k8s.api.core.v1.NodeSpec configSource#6&:227 externalID#2:s podCIDR#1:s podCIDRs#7^:[=]s providerID#3:s taints#5:[*]318 unschedulable#4:b
io.k8s.api.core.v1.NodeStatus addresses#5^type:[type]223 allocatable#2:{}488 capacity#1:{}488 conditions#4^type:[type]226 config#11&:228 daemonEndpoints#6+~{}:229 declaredFeatures#14:[*]s features#13&:230 images#8:[*]157 nodeInfo#7+~{}:239 phase#3|Pending|Running|Terminated:s runtimeHandlers#12:[*]231 volumesAttached#10:[*]133 volumesInUse#9:[*]s
io.k8s.api.core.v1.NodeSwapStatus capacity#1&:l
io.k8s.api.core.v1.NodeSystemInfo architecture#10!+~"":s bootID#3!+~"":s containerRuntimeVersion#6!+~"":s kernelVersion#4!+~"":s kubeProxyVersion#8!+~"":s kubeletVersion#7!+~"":s machineID#1!+~"":s operatingSystem#9!+~"":s osImage#5!+~"":s swap#11&:238 systemUUID#2!+~"":s
io.k8s.api.core.v1.ObjectFieldSelector* apiVersion#1:s fieldPath#2!+~"":s
io.k8s.api.core.v1.ObjectReference* apiVersion#5:s fieldPath#7:s kind#1:s name#3:s namespace#2:s resourceVersion#6:s uid#4:s
io.k8s.api.core.v1.PersistentVolume@/v1/PersistentVolume apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:249 status#3+~{}:250
io.k8s.api.core.v1.PersistentVolumeClaim@/v1/PersistentVolumeClaim apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:245 status#3+~{}:246
io.k8s.api.core.v1.PersistentVolumeClaimCondition lastProbeTime#3+:505 lastTransitionTime#4+:505 message#6:s reason#5:s status#2!+~"":s type#1!+~"":s
io.k8s.api.core.v1.PersistentVolumeClaimSpec accessModes#1:[*]s dataSource#7&:323 dataSourceRef#8&:324 resources#2+~{}:331 selector#4&:493 storageClassName#5&:s volumeAttributesClassName#9&:s volumeMode#6&|Block|Filesystem:s volumeName#3:s
io.k8s.api.core.v1.PersistentVolumeClaimStatus accessModes#2:[*]s allocatedResourceStatuses#7:{}s allocatedResources#5:{}488 capacity#3:{}488 conditions#4^type:[type]244 currentVolumeAttributesClassName#8&:s modifyVolumeStatus#9&:216 phase#1|Bound|Lost|Pending:s
io.k8s.api.core.v1.PersistentVolumeClaimTemplate metadata#1+~{}:498 spec#2!+~{}:245
io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource claimName#1!+~"":s readOnly#2:b
io.k8s.api.core.v1.PersistentVolumeSpec accessModes#3:[*]s awsElasticBlockStore#2.2&:130 azureDisk#2.16&:134 azureFile#2.13&:135 capacity#1:{}488 cephfs#2.9&:141 cinder#2.8&:143 claimRef#4&:.241 csi#2.22&:138 fc#2.10&:186 flexVolume#2.12&:188 flocker#2.11&:190 gcePersistentDisk#2.1&:191 glusterfs#2.4&:194 hostPath#2.3&:200 iscsi#2.7&:201 local#2.20&:215 mountOptions#7:[*]s nfs#2.5&:217 nodeAffinity#9&:329 persistentVolumeReclaimPolicy#5|Delete|Recycle|Retain:s photonPersistentDisk#2.17&:251 portworxVolume#2.18&:274 quobyte#2.15&:278 rbd#2.6&:279 scaleIO#2.19&:294 storageClassName#6:s storageos#2.21&:314 volumeAttributesClassName#10&:s volumeMode#8&|Block|Filesystem:s vsphereVolume#2.14&:333
io.k8s.api.core.v1.PersistentVolumeStatus lastPhaseTransitionTime#4&:505 message#2:s phase#1|Available|Bound|Failed|Pending|Released:s reason#3:s
io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource fsType#2:s pdID#1!+~"":s
io.k8s.api.core.v1.Pod@/v1/Pod apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:269 status#3+~{}:270
io.k8s.api.core.v1.PodAffinity preferredDuringSchedulingIgnoredDuringExecution#2:[*]334 requiredDuringSchedulingIgnoredDuringExecution#1:[*]254
io.k8s.api.core.v1.PodAffinityTerm labelSelector#1&:493 matchLabelKeys#5:[*]s mismatchLabelKeys#6:[*]s namespaceSelector#4&:493 namespaces#2:[*]s topologyKey#3!+~"":s
io.k8s.api.core.v1.PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution#2:[*]334 requiredDuringSchedulingIgnoredDuringExecution#1:[*]254
io.k8s.api.core.v1.PodCertificateProjection certificateChainPath#6:s credentialBundlePath#4:s keyPath#5:s keyType#2!:s maxExpirationSeconds#3&:i signerName#1!:s userAnnotations#7:{}s
io.k8s.api.core.v1.PodCondition lastProbeTime#3+:505 lastTransitionTime#4+:505 message#6:s observedGeneration#7:l reason#5:s status#2!+~"":s type#1!+~"":s
io.k8s.api.core.v1.PodDNSConfig nameservers#1:[*]s options#3:[*]259 searches#2:[*]s
io.k8s.api.core.v1.PodDNSConfigOption name#1:s value#2&:s
io.k8s.api.core.v1.PodExtendedResourceClaimStatus requestMappings#1!+:[*]156 resourceClaimName#2!+~"":s
io.k8s.api.core.v1.PodIP ip#1!+~"":s
io.k8s.api.core.v1.PodOS name#1!+~"":s
io.k8s.api.core.v1.PodReadinessGate conditionType#1!+~"":s
io.k8s.api.core.v1.PodResourceClaim name#1!+~"":s resourceClaimName#3&:s resourceClaimTemplateName#4&:s
io.k8s.api.core.v1.PodResourceClaimStatus name#1!+~"":s resourceClaimName#2&:s
io.k8s.api.core.v1.PodSchedulingGate name#1!+~"":s
io.k8s.api.core.v1.PodSchedulingGroup podGroupName#1&:s
io.k8s.api.core.v1.PodSecurityContext appArmorProfile#11&:132 fsGroup#5&:l fsGroupChangePolicy#9&|Always|OnRootMismatch:s runAsGroup#6&:l runAsNonRoot#3&:b runAsUser#2&:l seLinuxChangePolicy#13&:s seLinuxOptions#1&:293 seccompProfile#10&:298 supplementalGroups#4:[*]l supplementalGroupsPolicy#12&|Merge|Strict:s sysctls#7:[*]316 windowsOptions#8&:335
io.k8s.api.core.v1.PodSpec activeDeadlineSeconds#5&:l affinity#18&:131 automountServiceAccountToken#21&:b containers#2!+^name:[name]155 dnsConfig#26&:258 dnsPolicy#6|ClusterFirst|ClusterFirstWithHostNet|Default|None:s enableServiceLinks#30&:b ephemeralContainers#34^name:[name]180 hostAliases#23^ip:[ip]198 hostIPC#13:b hostNetwork#11:b hostPID#12:b hostUsers#37&:b hostname#16:s hostnameOverride#41&:s imagePullSecrets#15^name:[name]214 initContainers#20^name:[name]155 nodeName#10:s nodeSelector#7:{*}s os#36&:262 overhead#32:{}488 preemptionPolicy#31&|Never|PreemptLowerPriority:s priority#25&:i priorityClassName#24:s readinessGates#28:[*]263 resourceClaims#39$^name:[name]264 resources#40&:291 restartPolicy#3|Always|Never|OnFailure:s runtimeClassName#29&:s schedulerName#19:s schedulingGates#38^name:[name]266 schedulingGroup#43&:267 securityContext#14&:268 serviceAccount#9:s serviceAccountName#8:s setHostnameAsFQDN#35&:b shareProcessNamespace#27&:b subdomain#17:s terminationGracePeriodSeconds#4&:l tolerations#22:[*]319 topologySpreadConstraints#33^topologyKey:[topologyKey,whenUnsatisfiable]322 volumes#1$^name:[name]325
io.k8s.api.core.v1.PodStatus allocatedResources#19:{}488 conditions#2^type:[type]257 containerStatuses#8:[*]166 ephemeralContainerStatuses#13:[*]166 extendedResourceClaimStatus#18&:260 hostIP#5:s hostIPs#16^ip:[*]199 initContainerStatuses#10:[*]166 message#3:s nodeAllocatableResourceClaimStatuses#21:[*]225 nominatedNodeName#11:s observedGeneration#17:l phase#1|Failed|Pending|Running|Succeeded|Unknown:s podIP#6:s podIPs#12^ip:[ip]261 qosClass#9|BestEffort|Burstable|Guaranteed:s reason#4:s resize#14:s resourceClaimStatuses#15$^name:[name]265 resources#20&:291 startTime#7&:505
io.k8s.api.core.v1.PodTemplate@/v1/PodTemplate apiVersion:s kind:s metadata#1+~{}:498 template#2+~{}:272
io.k8s.api.core.v1.PodTemplateSpec metadata#1+~{}:498 spec#2+~{}:269
io.k8s.api.core.v1.PortStatus error#3&:s port#1!+~0:i protocol#2!+~""|SCTP|TCP|UDP:s
io.k8s.api.core.v1.PortworxVolumeSource fsType#2:s readOnly#3:b volumeID#1!+~"":s
io.k8s.api.core.v1.PreferredSchedulingTerm preference#2!+~{}:235 weight#1!+~0:i
io.k8s.api.core.v1.Probe exec#1.1&:185 failureThreshold#6:i grpc#1.4&:192 httpGet#1.2&:196 initialDelaySeconds#2:i periodSeconds#4:i successThreshold#5:i tcpSocket#1.3&:317 terminationGracePeriodSeconds#7&:l timeoutSeconds#3:i
io.k8s.api.core.v1.ProjectedVolumeSource defaultMode#2&:i sources#1+:[*]330
io.k8s.api.core.v1.QuobyteVolumeSource group#5:s readOnly#3:b registry#1!+~"":s tenant#6:s user#4:s volume#2!+~"":s
io.k8s.api.core.v1.RBDPersistentVolumeSource fsType#3:s image#2!+~"":s keyring#6~"/etc/ceph/keyring":s monitors#1!+:[*]s pool#4~"rbd":s readOnly#8:b secretRef#7&:303 user#5~"admin":s
io.k8s.api.core.v1.RBDVolumeSource fsType#3:s image#2!+~"":s keyring#6~"/etc/ceph/keyring":s monitors#1!+:[*]s pool#4~"rbd":s readOnly#8:b secretRef#7&:214 user#5~"admin":s
io.k8s.api.core.v1.ReplicationController@/v1/ReplicationController apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:283 status#3+~{}:284
io.k8s.api.core.v1.ReplicationControllerCondition lastTransitionTime#3+:505 message#5:s reason#4:s status#2!+~"":s type#1!+~"":s
io.k8s.api.core.v1.ReplicationControllerSpec minReadySeconds#4~0:i replicas#1&~1:i selector#2:{*}s template#3&:272
io.k8s.api.core.v1.ReplicationControllerStatus availableReplicas#5:i conditions#6^type:[type]282 fullyLabeledReplicas#2:i observedGeneration#3:l readyReplicas#4:i replicas#1!+~0:i
io.k8s.api.core.v1.ResourceClaim name#1!+~"":s request#2:s
io.k8s.api.core.v1.ResourceFieldSelector* containerName#1:s divisor#3+:488 resource#2!+~"":s
io.k8s.api.core.v1.ResourceHealth health#2:s message#6&:s resourceID#1!+~"":s
io.k8s.api.core.v1.ResourceQuota@/v1/ResourceQuota apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:289 status#3+~{}:290
io.k8s.api.core.v1.ResourceQuotaSpec hard#1:{}488 scopeSelector#3&:296 scopes#2:[*]s
io.k8s.api.core.v1.ResourceQuotaStatus hard#1:{}488 used#2:{}488
io.k8s.api.core.v1.ResourceRequirements claims#3:[name]285 limits#1:{}488 requests#2:{}488
io.k8s.api.core.v1.ResourceStatus name#1!+~"":s resources#2:[resourceID]287
io.k8s.api.core.v1.SELinuxOptions level#4:s role#2:s type#3:s user#1:s
io.k8s.api.core.v1.ScaleIOPersistentVolumeSource fsType#9~"xfs":s gateway#1!+~"":s protectionDomain#5:s readOnly#10:b secretRef#3!&+:303 sslEnabled#4:b storageMode#7~"ThinProvisioned":s storagePool#6:s system#2!+~"":s volumeName#8:s
io.k8s.api.core.v1.ScaleIOVolumeSource fsType#9~"xfs":s gateway#1!+~"":s protectionDomain#5:s readOnly#10:b secretRef#3!&+:214 sslEnabled#4:b storageMode#7~"ThinProvisioned":s storagePool#6:s system#2!+~"":s volumeName#8:s
io.k8s.api.core.v1.ScopeSelector* matchExpressions#1:[*]297
io.k8s.api.core.v1.ScopedResourceSelectorRequirement operator#2!+~""|DoesNotExist|Exists|In|NotIn:s scopeName#1!+~""|BestEffort|CrossNamespacePodAffinity|NotBestEffort|NotTerminating|PriorityClass|Terminating|VolumeAttributesClass:s values#3:[*]s
io.k8s.api.core.v1.SeccompProfile localhostProfile#2&:s type#1!+~""|Localhost|RuntimeDefault|Unconfined:s
io.k8s.api.core.v1.Secret@/v1/Secret apiVersion:s data#2:{}y immutable#5&:b kind:s metadata#1+~{}:498 stringData#4:{}s type#3:s
io.k8s.api.core.v1.SecretEnvSource name#1.1~"":s optional#2&:b
io.k8s.api.core.v1.SecretKeySelector* key#2!+~"":s name#1.1~"":s optional#3&:b
io.k8s.api.core.v1.SecretProjection items#2:[*]205 name#1.1~"":s optional#4&:b
io.k8s.api.core.v1.SecretReference* name#1:s namespace#2:s
io.k8s.api.core.v1.SecretVolumeSource defaultMode#3&:i items#2:[*]205 optional#4&:b secretName#1:s
io.k8s.api.core.v1.SecurityContext allowPrivilegeEscalation#7&:b appArmorProfile#12&:132 capabilities#1&:140 privileged#2&:b procMount#9&|Default|Unmasked:s readOnlyRootFilesystem#6&:b runAsGroup#8&:l runAsNonRoot#5&:b runAsUser#4&:l seLinuxOptions#3&:293 seccompProfile#11&:298 windowsOptions#10&:335
io.k8s.api.core.v1.Service@/v1/Service apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:310 status#3+~{}:311
io.k8s.api.core.v1.ServiceAccount@/v1/ServiceAccount apiVersion#2.5:s automountServiceAccountToken#4&:b imagePullSecrets#3:[*]214 kind#2.1:s metadata#1+~{}:498 secrets#2^name:[name]241
io.k8s.api.core.v1.ServiceAccountTokenProjection audience#1:s expirationSeconds#2&:l path#3!+~"":s
io.k8s.api.core.v1.ServicePort appProtocol#6&:s name#1:s nodePort#5:i port#3!+~0:i protocol#2~"TCP"|SCTP|TCP|UDP:s targetPort#4+:508
io.k8s.api.core.v1.ServiceSpec allocateLoadBalancerNodePorts#20&:b clusterIP#3:s clusterIPs#18:[*]s externalIPs#5:[*]s externalName#10:s externalTrafficPolicy#11|Cluster|Local:s healthCheckNodePort#12:i internalTrafficPolicy#22&|Cluster|Local:s ipFamilies#19:[*]s ipFamilyPolicy#17&|PreferDualStack|RequireDualStack|SingleStack:s loadBalancerClass#21&:s loadBalancerIP#8:s loadBalancerSourceRanges#9:[*]s ports#1^port:[port,protocol]309 publishNotReadyAddresses#13:b selector#2:{*}s sessionAffinity#7|ClientIP|None:s sessionAffinityConfig#14&:312 trafficDistribution#23&:s type#4|ClusterIP|ExternalName|LoadBalancer|NodePort:s
io.k8s.api.core.v1.ServiceStatus conditions#2^type:[type]489 loadBalancer#1+~{}:213
io.k8s.api.core.v1.SessionAffinityConfig clientIP#1&:145
io.k8s.api.core.v1.SleepAction seconds#1!+~0:l
io.k8s.api.core.v1.StorageOSPersistentVolumeSource fsType#3:s readOnly#4:b secretRef#5&:241 volumeName#1:s volumeNamespace#2:s
io.k8s.api.core.v1.StorageOSVolumeSource fsType#3:s readOnly#4:b secretRef#5&:214 volumeName#1:s volumeNamespace#2:s
io.k8s.api.core.v1.Sysctl name#1!+~"":s value#2!+~"":s
io.k8s.api.core.v1.TCPSocketAction host#2:s port#1!+:508
io.k8s.api.core.v1.Taint effect#3!+~""|NoExecute|NoSchedule|PreferNoSchedule:s key#1!+~"":s timeAdded#4&:505 value#2:s
io.k8s.api.core.v1.Toleration effect#4|NoExecute|NoSchedule|PreferNoSchedule:s key#1:s operator#2|Equal|Exists|Gt|Lt:s tolerationSeconds#5&:l value#3:s
io.k8s.api.core.v1.TopologySelectorLabelRequirement key#1!+~"":s values#2!+:[*]s
io.k8s.api.core.v1.TopologySelectorTerm* matchLabelExpressions#1:[*]320
io.k8s.api.core.v1.TopologySpreadConstraint labelSelector#4&:493 matchLabelKeys#8:[*]s maxSkew#1!+~0:i minDomains#5&:i nodeAffinityPolicy#6&|Honor|Ignore:s nodeTaintsPolicy#7&|Honor|Ignore:s topologyKey#2!+~"":s whenUnsatisfiable#3!+~""|DoNotSchedule|ScheduleAnyway:s
io.k8s.api.core.v1.TypedLocalObjectReference* apiGroup#1&+:s kind#2!+~"":s name#3!+~"":s
io.k8s.api.core.v1.TypedObjectReference apiGroup#1&+:s kind#2!+~"":s name#3!+~"":s namespace#4&:s
io.k8s.api.core.v1.Volume awsElasticBlockStore#2.4&:130 azureDisk#2.22&:134 azureFile#2.18&:136 cephfs#2.14&:142 cinder#2.13&:144 configMap#2.19&:154 csi#2.28&:139 downwardAPI#2.16&:171 emptyDir#2.2&:172 ephemeral#2.29&:181 fc#2.17&:186 flexVolume#2.12&:189 flocker#2.15&:190 gcePersistentDisk#2.3&:191 gitRepo#2.5&:193 glusterfs#2.9&:195 hostPath#2.1&:200 image#2.30&:203 iscsi#2.8&:202 name#1!+~"":s nfs#2.7&:217 persistentVolumeClaim#2.10&:248 photonPersistentDisk#2.23&:251 portworxVolume#2.24&:274 projected#2.26&:277 quobyte#2.21&:278 rbd#2.11&:280 scaleIO#2.25&:295 secret#2.6&:304 storageos#2.27&:315 vsphereVolume#2.20&:333
io.k8s.api.core.v1.VolumeDevice devicePath#2!+~"":s name#1!+~"":s
io.k8s.api.core.v1.VolumeMount mountPath#3!+~"":s mountPropagation#5&|Bidirectional|HostToContainer|None:s name#1!+~"":s readOnly#2:b recursiveReadOnly#7&:s subPath#4:s subPathExpr#6:s
io.k8s.api.core.v1.VolumeMountStatus mountPath#2!+~"":s name#1!+~"":s readOnly#3:b recursiveReadOnly#4&:s volumeStatus#5&:332
io.k8s.api.core.v1.VolumeNodeAffinity required#1&:233
io.k8s.api.core.v1.VolumeProjection clusterTrustBundle#5&:146 configMap#3&:153 downwardAPI#2&:169 podCertificate#6&:256 secret#1&:302 serviceAccountToken#4&:308
io.k8s.api.core.v1.VolumeResourceRequirements limits#1:{}488 requests#2:{}488
io.k8s.api.core.v1.VolumeStatus image#1&:204
io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource fsType#2:s storagePolicyID#4:s storagePolicyName#3:s volumePath#1!+~"":s
io.k8s.api.core.v1.WeightedPodAffinityTerm podAffinityTerm#2!+~{}:254 weight#1!+~0:i
io.k8s.api.core.v1.WindowsSecurityContextOptions gmsaCredentialSpec#2&:s gmsaCredentialSpecName#1&:s hostProcess#4&:b runAsUserName#3&:s
io.k8s.api.discovery.v1.Endpoint addresses#1!+:[=]s conditions#2+~{}:337 deprecatedTopology#5:{}s hints#8&:338 hostname#3&:s nodeName#6&:s targetRef#4&:241 zone#7&:s
io.k8s.api.discovery.v1.EndpointConditions ready#1&:b serving#2&:b terminating#3&:b
io.k8s.api.discovery.v1.EndpointHints forNodes#2:[*]341 forZones#1:[*]342
io.k8s.api.discovery.v1.EndpointPort* appProtocol#4&:s name#1&:s port#3&:i protocol#2&|SCTP|TCP|UDP:s
io.k8s.api.discovery.v1.EndpointSlice@discovery.k8s.io/v1/EndpointSlice addressType#4!+~""|FQDN|IPv4|IPv6:s apiVersion:s endpoints#2+:[*]336 kind:s metadata#1+~{}:498 ports#3+:[*]339
io.k8s.api.discovery.v1.ForNode name#1!+~"":s
io.k8s.api.discovery.v1.ForZone name#1!+~"":s
io.k8s.api.events.v1.Event@events.k8s.io/v1/Event action#6:s apiVersion#9.5:s deprecatedCount#15:i deprecatedFirstTimestamp#13+:505 deprecatedLastTimestamp#14+:505 deprecatedSource#12+~{}:184 eventTime#2!+:497 kind#9.1:s metadata#1+~{}:498 note#10:s reason#7:s regarding#8+~{}:241 related#9&:241 reportingController#4:s reportingInstance#5:s series#3&:344 type#11:s
io.k8s.api.events.v1.EventSeries count#1!+~0:i lastObservedTime#2!+:497
io.k8s.api.flowcontrol.v1.ExemptPriorityLevelConfiguration lendablePercent#2&:i nominalConcurrencyShares#1&:i
io.k8s.api.flowcontrol.v1.FlowDistinguisherMethod type#1!+~"":s
io.k8s.api.flowcontrol.v1.FlowSchema@flowcontrol.apiserver.k8s.io/v1/FlowSchema apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:349 status#3+~{}:350
io.k8s.api.flowcontrol.v1.FlowSchemaCondition lastTransitionTime#3+:505 message#5:s reason#4:s status#2:s type#1:s
io.k8s.api.flowcontrol.v1.FlowSchemaSpec distinguisherMethod#3&:346 matchingPrecedence#2+~0:i priorityLevelConfiguration#1!+~{}:358 rules#4:[*]355
io.k8s.api.flowcontrol.v1.FlowSchemaStatus conditions#1^type:[type]348
io.k8s.api.flowcontrol.v1.GroupSubject name#1!+~"":s
io.k8s.api.flowcontrol.v1.LimitResponse queuing#2&:361 type#1!+~"":s
io.k8s.api.flowcontrol.v1.LimitedPriorityLevelConfiguration borrowingLimitPercent#4&:i lendablePercent#3&:i limitResponse#2+~{}:352 nominalConcurrencyShares#1&+:i
io.k8s.api.flowcontrol.v1.NonResourcePolicyRule nonResourceURLs#6!+:[=]s verbs#1!+:[=]s
io.k8s.api.flowcontrol.v1.PolicyRulesWithSubjects nonResourceRules#3:[*]354 resourceRules#2:[*]362 subjects#1!+:[*]364
io.k8s.api.flowcontrol.v1.PriorityLevelConfiguration@flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:359 status#3+~{}:360
io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationCondition lastTransitionTime#3+:505 message#5:s reason#4:s status#2:s type#1:s
io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationReference name#1!+~"":s
io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationSpec exempt#3&:345 limited#2&:353 type#1!+~"":s
io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationStatus conditions#1^type:[type]357
io.k8s.api.flowcontrol.v1.QueuingConfiguration handSize#2+~0:i queueLengthLimit#3+~0:i queues#1+~0:i
io.k8s.api.flowcontrol.v1.ResourcePolicyRule apiGroups#2!+:[=]s clusterScope#4:b namespaces#5+:[=]s resources#3!+:[=]s verbs#1!+:[=]s
io.k8s.api.flowcontrol.v1.ServiceAccountSubject name#2!+~"":s namespace#1!+~"":s
io.k8s.api.flowcontrol.v1.Subject group#3&:351 kind#1!+~"":s serviceAccount#4&:363 user#2&:365
io.k8s.api.flowcontrol.v1.UserSubject name#1!+~"":s
io.k8s.api.networking.v1.HTTPIngressPath backend#2!+~{}:372 path#1:s pathType#3!&+|Exact|ImplementationSpecific|Prefix:s
io.k8s.api.networking.v1.HTTPIngressRuleValue paths#1!+:[*]366
io.k8s.api.networking.v1.IPAddress@networking.k8s.io/v1/IPAddress apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:369
io.k8s.api.networking.v1.IPAddressSpec parentRef#1!&:390
io.k8s.api.networking.v1.IPBlock cidr#1!+~"":s except#2:[*]s
io.k8s.api.networking.v1.Ingress@networking.k8s.io/v1/Ingress apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:381 status#3+~{}:382
io.k8s.api.networking.v1.IngressBackend resource#3&:323 service#4&:380
io.k8s.api.networking.v1.IngressClass@networking.k8s.io/v1/IngressClass apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:375
io.k8s.api.networking.v1.IngressClassParametersReference apiGroup&:s kind#2!+~"":s name#3!+~"":s namespace#5&:s scope#4&+:s
io.k8s.api.networking.v1.IngressClassSpec controller#1:s parameters#2&:374
io.k8s.api.networking.v1.IngressLoadBalancerIngress hostname#2:s ip#1:s ports#4:[*]378
io.k8s.api.networking.v1.IngressLoadBalancerStatus ingress#1:[*]376
io.k8s.api.networking.v1.IngressPortStatus error#3&:s port#1!+~0:i protocol#2!+~""|SCTP|TCP|UDP:s
io.k8s.api.networking.v1.IngressRule host#1:s http#2.1&:367
io.k8s.api.networking.v1.IngressServiceBackend name#1!+~"":s port#2+~{}:391
io.k8s.api.networking.v1.IngressSpec defaultBackend#1&:372 ingressClassName#4&:s rules#3:[*]379 tls#2:[*]383
io.k8s.api.networking.v1.IngressStatus loadBalancer#1+~{}:377
io.k8s.api.networking.v1.IngressTLS hosts#1:[*]s secretName#2:s
io.k8s.api.networking.v1.NetworkPolicy@networking.k8s.io/v1/NetworkPolicy apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:389
io.k8s.api.networking.v1.NetworkPolicyEgressRule ports#1:[*]388 to#2:[*]387
io.k8s.api.networking.v1.NetworkPolicyIngressRule from#2:[*]387 ports#1:[*]388
io.k8s.api.networking.v1.NetworkPolicyPeer ipBlock#3&:370 namespaceSelector#2&:493 podSelector#1&:493
io.k8s.api.networking.v1.NetworkPolicyPort endPort#3&:i port#2&:508 protocol#1&|SCTP|TCP|UDP:s
io.k8s.api.networking.v1.NetworkPolicySpec egress#3:[*]385 ingress#2:[*]386 podSelector#1+~{}:493 policyTypes#4:[*]s
io.k8s.api.networking.v1.ParentReference group#1:s name#4!:s namespace#3:s resource#2!:s
io.k8s.api.networking.v1.ServiceBackendPort* name#1:s number#2:i
io.k8s.api.networking.v1.ServiceCIDR@networking.k8s.io/v1/ServiceCIDR apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:393 status#3+~{}:394
io.k8s.api.networking.v1.ServiceCIDRSpec cidrs#1:[*]s
io.k8s.api.networking.v1.ServiceCIDRStatus conditions#1^type:[type]489
io.k8s.api.node.v1.Overhead podFixed#1:{}488
io.k8s.api.node.v1.RuntimeClass@node.k8s.io/v1/RuntimeClass apiVersion:s handler#2!+~"":s kind:s metadata#1+~{}:498 overhead#3&:395 scheduling#4&:397
io.k8s.api.node.v1.Scheduling nodeSelector#1:{*}s tolerations#2:[*]319
io.k8s.api.policy.v1.Eviction@policy/v1/Eviction apiVersion:s deleteOptions#2&:490 kind:s metadata#1+~{}:498
io.k8s.api.policy.v1.PodDisruptionBudget@policy/v1/PodDisruptionBudget apiVersion:s kind:s metadata#1+~{}:498 spec#2+~{}:400 status#3+~{}:401
io.k8s.api.policy.v1.PodDisruptionBudgetSpec maxUnavailable#3&:508 minAvailable#1&:508 selector#2&:493 unhealthyPodEvictionPolicy#4&|AlwaysAllow|IfHealthyBudget:s
io.k8s.api.policy.v1.PodDisruptionBudgetStatus conditions#7^type:[type]489 currentHealthy#4+~0:i desiredHealthy#5+~0:i disruptedPods#2:{}505 disruptionsAllowed#3+~0:i expectedPods#6+~0:i observedGeneration#1:l
io.k8s.api.rbac.v1.AggregationRule clusterRoleSelectors#1:[*]493
io.k8s.api.rbac.v1.ClusterRole@rbac.authorization.k8s.io/v1/ClusterRole aggregationRule#3&:402 apiVersion:s kind:s metadata#1+~{}:498 rules#2+:[*]405
io.k8s.api.rbac.v1.ClusterRoleBinding@rbac.authorization.k8s.io/v1/ClusterRoleBinding apiVersion:s kind#3.2:s metadata#1+~{}:498 roleRef#3!+~{}:408 subjects#2:[*]409
io.k8s.api.rbac.v1.PolicyRule apiGroups#2:[*]s nonResourceURLs#5:[*]s resourceNames#4:[*]s resources#3:[*]s verbs#1!+:[*]s
io.k8s.api.rbac.v1.Role@rbac.authorization.k8s.io/v1/Role apiVersion:s kind:s metadata#1+~{}:498 rules#2+:[*]405
io.k8s.api.rbac.v1.RoleBinding@rbac.authorization.k8s.io/v1/RoleBinding apiVersion:s kind#3.2:s metadata#1+~{}:498 roleRef#3!+~{}:408 subjects#2:[*]409
io.k8s.api.rbac.v1.RoleRef* apiGroup#1+~"":s kind#2!+~"":s name#3!+~"":s
io.k8s.api.rbac.v1.Subject* apiGroup#2:s kind#1!+~"":s name#3!+~"":s namespace#4:s
io.k8s.api.resource.v1.AllocatedDeviceStatus conditions#4+:[type]489 data#5&:507 device#3!+~"":s driver#1!+~"":s networkData#6&:437 pool#2!+~"":s shareID#7&:s
io.k8s.api.resource.v1.AllocationResult allocationTimestamp#5&:505 devices#1+~{}:420 nodeSelector#3&:233
io.k8s.api.resource.v1.CELDeviceSelector expression#1!+~"":s
io.k8s.api.resource.v1.CapacityRequestPolicy default#1&+:488 validRange#4&:414 validValues#3:[*]488
io.k8s.api.resource.v1.CapacityRequestPolicyRange max#2&:488 min#1!&:488 step#3&:488
io.k8s.api.resource.v1.CapacityRequirements requests#1:{}488
io.k8s.api.resource.v1.Counter value#1!+:488
io.k8s.api.resource.v1.CounterSet counters#2!:{}416 name#1!+~"":s
io.k8s.api.resource.v1.Device allNodes#7&:b allowMultipleAllocations#12&:b attributes#2:{}421 bindingConditions#10:[*]s bindingFailureConditions#11:[*]s bindsToNode#9&:b capacity#3:{}422 consumesCounters#4:[*]429 name#1!+~"":s nodeAllocatableResourceMappings#13:{}438 nodeName#5&:s nodeSelector#6&:233 taints#8:[*]434
io.k8s.api.resource.v1.DeviceAllocationConfiguration opaque#3.1&:439 requests#2:[*]s source#1!+~""|FromClaim|FromClass:s
io.k8s.api.resource.v1.DeviceAllocationResult config#2:[*]419 results#1:[*]431
io.k8s.api.resource.v1.DeviceAttribute bool#3&:b bools#7:[*]b int#2&:l ints#6:[*]l string#4&:s strings#8:[*]s version#5&:s versions#9:[*]s
io.k8s.api.resource.v1.DeviceCapacity requestPolicy#2&:413 value#1!+:488
io.k8s.api.resource.v1.DeviceClaim config#3:[*]424 constraints#2:[*]428 requests#1+:[*]430
io.k8s.api.resource.v1.DeviceClaimConfiguration opaque#2.1&:439 requests#1:[*]s
io.k8s.api.resource.v1.DeviceClass@resource.k8s.io/v1/DeviceClass apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:427
io.k8s.api.resource.v1.DeviceClassConfiguration opaque#1.1&:439
io.k8s.api.resource.v1.DeviceClassSpec config#2:[*]426 extendedResourceName#4&:s selectors#1:[*]432
io.k8s.api.resource.v1.DeviceConstraint distinctAttribute#3&:s matchAttribute#2&:s requests#1:[*]s
io.k8s.api.resource.v1.DeviceCounterConsumption counterSet#1!+~"":s counters#2!:{}416
io.k8s.api.resource.v1.DeviceRequest exactly#2&:436 firstAvailable#3:[*]433 name#1!+~"":s
io.k8s.api.resource.v1.DeviceRequestAllocationResult adminAccess#5&:b bindingConditions#7:[*]s bindingFailureConditions#8:[*]s consumedCapacity#10:{}488 device#4!+~"":s driver#2!+~"":s pool#3!+~"":s request#1!+~"":s shareID#9&:s tolerations#6:[*]435
io.k8s.api.resource.v1.DeviceSelector cel#1&:412
io.k8s.api.resource.v1.DeviceSubRequest allocationMode#4|All|ExactCount:s capacity#7&:415 count#5:l deviceClassName#2!+~"":s name#1!+~"":s selectors#3:[*]432 tolerations#6:[*]435
io.k8s.api.resource.v1.DeviceTaint effect#3!+~""|NoExecute|NoSchedule|None:s key#1!+~"":s timeAdded#4&:505 value#2:s
io.k8s.api.resource.v1.DeviceToleration effect#4|NoExecute|NoSchedule|None:s key#1:s operator#2~"Equal"|Equal|Exists:s tolerationSeconds#5&:l value#3:s
io.k8s.api.resource.v1.ExactDeviceRequest adminAccess#5&:b allocationMode#3|All|ExactCount:s capacity#7&:415 count#4:l deviceClassName#1!+~"":s selectors#2:[*]432 tolerations#6:[*]435
io.k8s.api.resource.v1.NetworkDeviceData hardwareAddress#3:s interfaceName#1:s ips#2:[*]s
io.k8s.api.resource.v1.NodeAllocatableResourceMapping allocationMultiplier#2&:488 capacityKey#1&:s
io.k8s.api.resource.v1.OpaqueDeviceConfiguration driver#1!+~"":s parameters#2!+:507
io.k8s.api.resource.v1.ResourceClaim@resource.k8s.io/v1/ResourceClaim apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:442 status#3+~{}:443
io.k8s.api.resource.v1.ResourceClaimConsumerReference apiGroup#1:s name#4!+~"":s resource#3!+~"":s uid#5!+~"":s
io.k8s.api.resource.v1.ResourceClaimSpec devices#1+~{}:423
io.k8s.api.resource.v1.ResourceClaimStatus allocation#1&:411 devices#4:[driver,device,pool,shareID]410 reservedFor#2^uid:[uid]441
io.k8s.api.resource.v1.ResourceClaimTemplate@resource.k8s.io/v1/ResourceClaimTemplate apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:445
io.k8s.api.resource.v1.ResourceClaimTemplateSpec metadata#1+~{}:498 spec#2!+~{}:442
io.k8s.api.resource.v1.ResourcePool generation#2!+~0:l name#1!+~"":s resourceSliceCount#3!+~0:l
io.k8s.api.resource.v1.ResourceSlice@resource.k8s.io/v1/ResourceSlice apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:448
io.k8s.api.resource.v1.ResourceSliceSpec allNodes#5&:b devices#6:[*]418 driver#1!+~"":s nodeName#3&:s nodeSelector#4&:233 perDeviceNodeSelection#7&:b pool#2!+~{}:446 sharedCounters#8:[*]417
io.k8s.api.scheduling.v1.PriorityClass@scheduling.k8s.io/v1/PriorityClass apiVersion:s description#4:s globalDefault#3:b kind:s metadata#1+~{}:498 preemptionPolicy#5&|Never|PreemptLowerPriority:s value#2+~0:i
io.k8s.api.storage.v1.CSIDriver@storage.k8s.io/v1/CSIDriver apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:451
io.k8s.api.storage.v1.CSIDriverSpec attachRequired#1&:b fsGroupPolicy#5&:s nodeAllocatableUpdatePeriodSeconds#9&:l podInfoOnMount#2&:b preventPodSchedulingIfMissing#11&:b requiresRepublish#7&:b seLinuxMount#8&:b serviceAccountTokenInSecrets#10&:b storageCapacity#4&:b tokenRequests#6:[*]457 volumeLifecycleModes#3:[=]s
io.k8s.api.storage.v1.CSINode@storage.k8s.io/v1/CSINode apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:454
io.k8s.api.storage.v1.CSINodeDriver allocatable#4&:464 name#1!+~"":s nodeID#2!+~"":s topologyKeys#3+:[*]s
io.k8s.api.storage.v1.CSINodeSpec drivers#1!+^name:[name]453
io.k8s.api.storage.v1.CSIStorageCapacity@storage.k8s.io/v1/CSIStorageCapacity apiVersion:s capacity#4&:488 kind:s maximumVolumeSize#5&:488 metadata#1+~{}:498 nodeTopology#2&:493 storageClassName#3!+~"":s
io.k8s.api.storage.v1.StorageClass@storage.k8s.io/v1/StorageClass allowVolumeExpansion#6&:b allowedTopologies#8:[*]321 apiVersion:s kind:s metadata#1+~{}:498 mountOptions#5:[*]s parameters#3:{}s provisioner#2!+~"":s reclaimPolicy#4&|Delete|Recycle|Retain:s volumeBindingMode#7&|Immediate|WaitForFirstConsumer:s
io.k8s.api.storage.v1.TokenRequest audience#1!+~"":s expirationSeconds#2&:l
io.k8s.api.storage.v1.VolumeAttachment@storage.k8s.io/v1/VolumeAttachment apiVersion:s kind:s metadata#1+~{}:498 spec#2!+~{}:460 status#3+~{}:461
io.k8s.api.storage.v1.VolumeAttachmentSource inlineVolumeSpec#2&:249 persistentVolumeName#1&:s
io.k8s.api.storage.v1.VolumeAttachmentSpec attacher#1!+~"":s nodeName#3!+~"":s source#2!+~{}:459
io.k8s.api.storage.v1.VolumeAttachmentStatus attachError#3&:463 attached#1!+~false:b attachmentMetadata#2:{}s detachError#4&:463
io.k8s.api.storage.v1.VolumeAttributesClass@storage.k8s.io/v1/VolumeAttributesClass apiVersion:s driverName#2!+~"":s kind:s metadata#1+~{}:498 parameters#3:{}s
io.k8s.api.storage.v1.VolumeError errorCode#3&:i message#2:s time#1+:505
io.k8s.api.storage.v1.VolumeNodeResources count#1&:i
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceColumnDefinition description:s format:s jsonPath!+~"":s name!+~"":s priority:i type!+~"":s
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceConversion strategy!+~"":s webhook&:487
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition@apiextensions.k8s.io/v1/CustomResourceDefinition apiVersion:s kind:s metadata+~{}:498 spec!+~{}:470 status+~{}:471
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionCondition lastTransitionTime+:505 message:s observedGeneration:l reason:s status!+~"":s type!+~"":s
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames categories:[*]s kind!+~"":s listKind:s plural!+~"":s shortNames:[*]s singular:s
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec conversion&:466 group!+~"":s names!+~{}:469 preserveUnknownFields:b scope!+~"":s versions!+:[*]472
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionStatus acceptedNames+~{}:469 conditions+:[type]468 observedGeneration:l storedVersions+:[*]s
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion additionalPrinterColumns:[*]465 deprecated:b deprecationWarning&:s name!+~"":s schema&:476 selectableFields:[*]483 served!+~false:b storage!+~false:b subresources&:475
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceScale labelSelectorPath&:s specReplicasPath!+~"":s statusReplicasPath!+~"":s
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceStatus
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresources scale&:473 status&:474
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceValidation openAPIV3Schema&:479
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ExternalDocumentation description:s url:s
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON =o
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps $ref&:s $schema:s additionalItems&:481 additionalProperties&:481 allOf:[*]479 anyOf:[*]479 default&:478 definitions:{}479 dependencies:{}482 description:s enum:[*]478 example&:478 exclusiveMaximum:b exclusiveMinimum:b externalDocs&:477 format:s id:s items&:480 maxItems&:l maxLength&:l maxProperties&:l maximum&:d minItems&:l minLength&:l minProperties&:l minimum&:d multipleOf&:d not&:479 nullable:b oneOf:[*]479 pattern:s patternProperties:{}479 properties:{}479 required:[*]s title:s type:s uniqueItems:b x-kubernetes-embedded-resource:b x-kubernetes-int-or-string:b x-kubernetes-list-map-keys:[*]s x-kubernetes-list-type&:s x-kubernetes-map-type&:s x-kubernetes-preserve-unknown-fields&:b x-kubernetes-validations^rule:[rule]485
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray =o
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool =o
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray =o
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.SelectableField jsonPath!+~"":s
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ServiceReference name!+~"":s namespace!+~"":s path&:s port&:i
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule fieldPath:s message:s messageExpression:s optionalOldSelf&:b reason&|FieldValueDuplicate|FieldValueForbidden|FieldValueInvalid|FieldValueRequired:s rule!+~"":s
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookClientConfig caBundle:y service&:484 url&:s
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookConversion clientConfig&:486 conversionReviewVersions!+:[*]s
io.k8s.apimachinery.pkg.api.resource.Quantity =q
io.k8s.apimachinery.pkg.apis.meta.v1.Condition lastTransitionTime#4!+:505 message#6!+~"":s observedGeneration#3:l reason#5!+~"":s status#2!+~"":s type#1!+~"":s
io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions apiVersion:s dryRun#5:[*]s gracePeriodSeconds#1&:l ignoreStoreReadErrorWithClusterBreakingPotential#6&:b kind:s orphanDependents#3&:b preconditions#2&:500 propagationPolicy#4&:s
io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement key#1!+~"":s operator#2!+~"":s values#3:[*]s
io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1 =o
io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector* matchExpressions#2:[*]494 matchLabels#1:{}s
io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement key#1!+~"":s operator#2!+~"":s values#3:[*]s
io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta continue#3:s remainingItemCount#4&:l resourceVersion#2:s selfLink#1:s shardInfo#5&:501
io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry apiVersion#3:s fieldsType#6:s fieldsV1#7&:492 manager#1:s operation#2:s subresource#8:s time#4&:505
io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime =m
io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta annotations#12:{}s creationTimestamp#8:505 deletionGracePeriodSeconds#10&:l deletionTimestamp#9&:505 finalizers#14^:[=]s generateName#2:s generation#7:l labels#11:{}s managedFields#17:[*]496 name#1:s namespace#3:s ownerReferences#13^uid:[uid]499 resourceVersion#6:s selfLink#4:s uid#5:s
io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference* apiVersion#5!+~"":s blockOwnerDeletion#7&:b controller#6&:b kind#1!+~"":s name#3!+~"":s uid#4!+~"":s
io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions resourceVersion#2&:s uid#1&:s
io.k8s.apimachinery.pkg.apis.meta.v1.ShardInfo selector#1!+~"":s
io.k8s.apimachinery.pkg.apis.meta.v1.Status apiVersion:s code#6:i details#5&:504 kind#5.3:s message#3:s metadata#1+~{}:495 reason#4:s status#2:s
io.k8s.apimachinery.pkg.apis.meta.v1.StatusCause field#3:s message#2:s reason#1:s
io.k8s.apimachinery.pkg.apis.meta.v1.StatusDetails causes#4:[*]503 group#2:s kind#3:s name#1:s retryAfterSeconds#5:i uid#6:s
io.k8s.apimachinery.pkg.apis.meta.v1.Time =t
io.k8s.apimachinery.pkg.apis.meta.v1.WatchEvent object#2!+:507 type#1!+~"":s
io.k8s.apimachinery.pkg.runtime.RawExtension =o
io.k8s.apimachinery.pkg.util.intstr.IntOrString =x
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService@apiregistration.k8s.io/v1/APIService apiVersion:s kind:s metadata+~{}:498 spec+~{}:511 status+~{}:512
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceCondition lastTransitionTime+:505 message:s reason:s status!+~"":s type!+~"":s
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceSpec caBundle:y group:s groupPriorityMinimum!+~0:i insecureSkipTLSVerify:b service&:513 version:s versionPriority!+~0:i
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus conditions^type:[type]510
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference name:s namespace:s port&:i
`;
