/** The labels that a cloud puts on a machine: `topology.kubernetes.io/zone: us-west-2a` and the region. */
export function zone(region: string, suffix: string): Readonly<Record<string, string>> {
  return { 'topology.kubernetes.io/region': region, 'topology.kubernetes.io/zone': `${region}${suffix}` };
}
