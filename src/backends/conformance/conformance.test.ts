import { simulated } from '../index.ts';
import { describeBackend } from './contract.fixture.ts';
import { observed } from './observed.fixture.ts';

for (const kind of [simulated(), observed()]) describeBackend(kind);
