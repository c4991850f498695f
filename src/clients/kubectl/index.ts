export type { Kubeconfig, KubeconfigContext } from './kubeconfig.ts';
export { type KubectlResult, runKubectl } from './run-kubectl.ts';
export type { KubectlContext } from './session.ts';
