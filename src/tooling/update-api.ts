import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { apiReports } from './api/api-reports.ts';

/** Writes the reports of what the doors of the package export today; build first. */
for (const { file, text } of apiReports()) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
