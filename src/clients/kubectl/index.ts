export { type KubectlResult, runKubectl } from './run-kubectl.ts';
export type { KubectlContext } from './session.ts';
