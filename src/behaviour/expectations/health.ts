import type { Cluster, HealthQuestion } from '../../api/index.ts';
import { type Backend, backendOf } from '../../backends/index.ts';
import { failExpectation } from '../failure.ts';

/** Holds if the node's kube-proxy answers with the status at the Service's health check node port. */
export async function expectHealth(asked: Backend | Cluster, question: HealthQuestion, status: number): Promise<void> {
  const check = await backendOf(asked).healthCheck(question);
  if (check?.status === status) return;
  const { service, node } = question;
  failExpectation(
    `the health check of service ${service} on node ${node} says ${status}`,
    check === undefined
      ? 'nothing listens: only a LoadBalancer with externalTrafficPolicy: Local has a health check node port, on nodes that are up and run kube-proxy'
      : `it says ${check.status}: ${check.reason.text}`,
  );
}
