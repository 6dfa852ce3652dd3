/** Which kind is told in which way, by `PLURAL.GROUP`. */
import * as control from "./control-cells.ts";
import * as network from "./network-cells.ts";
import { podCells, podTemplateCells } from "./pod-cells.ts";
import * as storage from "./storage-cells.ts";
import type { Cells } from "./texts.ts";
import * as workload from "./workload-cells.ts";

const ADMISSION = "admissionregistration.k8s.io";
const RBAC = "rbac.authorization.k8s.io";

export const CELLS: Readonly<Record<string, Cells>> = {
  componentstatuses: control.componentCells,
  configmaps: control.configMapCells,
  endpoints: network.endpointsCells,
  events: control.eventCells,
  namespaces: control.namespaceCells,
  nodes: control.nodeCells,
  persistentvolumeclaims: storage.claimCells,
  persistentvolumes: storage.volumeCells,
  pods: podCells,
  podtemplates: podTemplateCells,
  replicationcontrollers: workload.replicationControllerCells,
  resourcequotas: storage.quotaCells,
  secrets: control.secretCells,
  serviceaccounts: control.plainCells,
  services: network.serviceCells,
  "apiservices.apiregistration.k8s.io": control.apiServiceCells,
  "controllerrevisions.apps": workload.controllerRevisionCells,
  "daemonsets.apps": workload.daemonSetCells,
  "deployments.apps": workload.deploymentCells,
  "replicasets.apps": workload.replicaSetCells,
  "statefulsets.apps": workload.statefulSetCells,
  "events.events.k8s.io": control.eventCells,
  "horizontalpodautoscalers.autoscaling": workload.autoscalerCells,
  "cronjobs.batch": workload.cronJobCells,
  "jobs.batch": workload.jobCells,
  "certificatesigningrequests.certificates.k8s.io": control.signingRequestCells,
  "ingressclasses.networking.k8s.io": network.ingressClassCells,
  "ingresses.networking.k8s.io": network.ingressCells,
  "ipaddresses.networking.k8s.io": network.addressCells,
  "networkpolicies.networking.k8s.io": network.networkPolicyCells,
  "servicecidrs.networking.k8s.io": network.serviceRangeCells,
  "poddisruptionbudgets.policy": workload.budgetCells,
  [`clusterrolebindings.${RBAC}`]: control.bindingCells,
  [`rolebindings.${RBAC}`]: control.bindingCells,
  "csidrivers.storage.k8s.io": storage.driverCells,
  "csinodes.storage.k8s.io": storage.storageNodeCells,
  "storageclasses.storage.k8s.io": storage.storageClassCells,
  "volumeattachments.storage.k8s.io": storage.attachmentCells,
  "volumeattributesclasses.storage.k8s.io": control.withText("driverName"),
  [`mutatingadmissionpolicies.${ADMISSION}`]: control.policyCells("mutations"),
  [`mutatingadmissionpolicybindings.${ADMISSION}`]: control.policyBindingCells,
  [`mutatingwebhookconfigurations.${ADMISSION}`]: control.webhookCells,
  [`validatingadmissionpolicies.${ADMISSION}`]: control.policyCells("validations"),
  [`validatingadmissionpolicybindings.${ADMISSION}`]: control.policyBindingCells,
  [`validatingwebhookconfigurations.${ADMISSION}`]: control.webhookCells,
  "priorityclasses.scheduling.k8s.io": storage.priorityCells,
  "leases.coordination.k8s.io": control.withText("spec", "holderIdentity"),
  "runtimeclasses.node.k8s.io": control.withText("handler"),
  "endpointslices.discovery.k8s.io": network.endpointSliceCells,
  "deviceclasses.resource.k8s.io": control.plainCells,
  "resourceclaims.resource.k8s.io": storage.claimStateCells,
  "resourceclaimtemplates.resource.k8s.io": control.plainCells,
  "resourceslices.resource.k8s.io": storage.sliceCells,
  "flowschemas.flowcontrol.apiserver.k8s.io": control.flowCells,
  "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io": control.levelCells,
};
