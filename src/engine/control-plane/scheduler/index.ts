export { admitBound } from './admit-bound.ts';
export { schedule } from './schedule.ts';
