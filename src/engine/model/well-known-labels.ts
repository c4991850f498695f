/**
 * The labels that components of Kubernetes set and read.
 * https://kubernetes.io/docs/reference/labels-annotations-taints/
 */

/** On every Namespace: its own name, so that a selector can name it. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** On an EndpointSlice: the Service whose endpoints it lists. */
export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
