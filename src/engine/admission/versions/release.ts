/** The newest release whose kinds and fields Curlew knows, as a minor version of Kubernetes 1. */
export const NEWEST_KNOWN = 34;

/** The minor version of a release such as `1.34`; the newest that is known where nobody says. */
export function minorOf(kubernetesVersion: string | undefined): number {
  return kubernetesVersion === undefined ? NEWEST_KNOWN : Number(kubernetesVersion.split('.')[1]);
}
