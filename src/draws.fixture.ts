/**
 * How many cases a property draws: as many as `npm test` has time for, times the environment variable `DRAWS` where it is
 * set. Seeds are new in each run, so that many short runs see what a long one would: `DRAWS=20 npm run unit`.
 */
export function draws(cases: number): number {
  return Math.ceil(cases * Number(process.env['DRAWS'] ?? 1));
}
