export type { Controller } from './controller.ts';
export { controllers } from './order.ts';
