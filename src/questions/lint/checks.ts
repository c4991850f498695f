import type { Check } from './check.ts';
import { adminDeniesSystem, equalPriority } from './policy/admin-tier.ts';
import { allowAllBesideOthers } from './policy/allow-all.ts';
import { apiServerBlocked } from './policy/api-server-blocked.ts';
import { dnsBlocked } from './policy/dns-blocked.ts';
import { domainNamesNotAllowed } from './policy/domain-names.ts';
import { policyNamesHostNetwork } from './policy/host-network.ts';
import { ingressBackendBlocked } from './policy/ingress-backend.ts';
import { ipBlockCoversPods, ipBlockCoversServices } from './policy/ip-block.ts';
import { namedPortAmbiguous, namedPortMatchesNothing } from './policy/named-port.ts';
import { noPolicy } from './policy/no-policy.ts';
import { policyNotEnforced } from './policy/not-enforced.ts';
import { peerMatchesNothing } from './policy/peer-matches-nothing.ts';
import { policyPortClosed } from './policy/port-closed.ts';
import { duplicatePolicy, redundantPolicy, redundantRule } from './policy/redundant.ts';
import { redundantPeer } from './policy/redundant-peer.ts';
import { rulesWithoutType } from './policy/rules-without-type.ts';
import { policySelectsNothing } from './policy/selects-nothing.ts';
import { policyUsesServicePort } from './policy/service-port.ts';
import { splitRule } from './policy/split-rule.ts';
import { targetBlocked } from './policy/target-blocked.ts';
import { unprotectedWorkload } from './policy/unprotected-workload.ts';
import { localTrafficWithoutPods, sourceRangesBypassed } from './service/exposure.ts';
import { ingressBackendTargetPort } from './service/ingress-backend-port.ts';
import { serviceMixesWorkloads } from './service/mixed-workloads.ts';
import { serviceWithoutEndpoints } from './service/no-ready-endpoints.ts';
import { serviceSelectsNothing } from './service/selects-nothing.ts';
import { statefulSetService } from './service/stateful-set-service.ts';
import { targetPortClosed, targetPortName } from './service/target-port.ts';
import { probePortName, undeclaredPort } from './workload/probe-port.ts';
import { workloadSelectorsOverlap } from './workload/selector-overlap.ts';

/** Every check, by code; a new one is a file and a line here. */
export const checks: readonly Check[] = [
  adminDeniesSystem,
  allowAllBesideOthers,
  apiServerBlocked,
  dnsBlocked,
  domainNamesNotAllowed,
  duplicatePolicy,
  equalPriority,
  ingressBackendBlocked,
  ingressBackendTargetPort,
  ipBlockCoversPods,
  ipBlockCoversServices,
  localTrafficWithoutPods,
  namedPortAmbiguous,
  namedPortMatchesNothing,
  noPolicy,
  peerMatchesNothing,
  policyNamesHostNetwork,
  policyNotEnforced,
  policyPortClosed,
  policySelectsNothing,
  policyUsesServicePort,
  probePortName,
  redundantPeer,
  redundantPolicy,
  redundantRule,
  rulesWithoutType,
  serviceMixesWorkloads,
  serviceSelectsNothing,
  serviceWithoutEndpoints,
  sourceRangesBypassed,
  splitRule,
  statefulSetService,
  targetBlocked,
  targetPortClosed,
  targetPortName,
  undeclaredPort,
  unprotectedWorkload,
  workloadSelectorsOverlap,
];
