import { join } from 'node:path';
import { apiReport } from './api-report.ts';
import { type PublicApi, readPublicApis } from './public-api.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** A checked-in report, and what it should say. */
export interface ApiReport {
  readonly api: PublicApi;
  readonly file: string;
  readonly text: string;
}

/** The reports of all doors, of the package as it was built last. */
export function apiReports(): readonly ApiReport[] {
  const apis = readPublicApis(join(ROOT, 'dist/types'));
  return apis.map((api, index) => {
    // The doors stand in the order of what they hold: a report leaves out what the one with most before it shows.
    const shown = apis.slice(0, index).find((other) => covers(api, other));
    return { api, file: join(ROOT, 'src/doors/api', `${api.door.name}.api.md`), text: apiReport(api, shown) };
  });
}

function covers(api: PublicApi, other: PublicApi): boolean {
  return other.exports.size > 0 && [...other.exports].every(([name, [first]]) => api.exports.get(name)?.[0] === first);
}
