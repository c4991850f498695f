export type { Kubeconfig, KubeconfigContext } from './kubeconfig.ts';
export { type KubectlOutput, runWords } from './run-kubectl.ts';
export type { ContainerOutput, ContainerProcess, EnteredContainer, KubectlContext } from './session.ts';
