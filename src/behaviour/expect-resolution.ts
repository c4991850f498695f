import type { Rcode, Resolution } from '../engine/model/index.ts';
import { explainResolution } from '../report/index.ts';
import type { Scope } from './expect-trace.ts';
import { failExpectation } from './failure.ts';
import { isAddressPattern, matchesAddress } from './pattern.ts';
import { serviceNamed } from './service-named.ts';

/**
 * Holds if the look-up answers with what is named, and nothing else: `10.254.x.x`, several of them separated by commas,
 * `the cluster IP of service mariadb`, `CNAME search.google.com`, or a record's data as a zone file has it.
 */
export function expectResolvesTo(resolution: Resolution, answer: string, scope: Scope): void {
  const answers = resolution.answers;
  if (resolution.rcode === 'NOERROR' && answers.length > 0) {
    const cname = /^CNAME\s+(\S+)$/i.exec(answer)?.[1];
    if (cname !== undefined) {
      if (answers.some(({ type, data }) => type === 'CNAME' && withoutDot(data) === withoutDot(cname))) return;
    } else if (answersAre(resolution, wantedData(answer, scope))) return;
  }
  const found = answers.map(({ type, data }) => (type === resolution.type ? data : `${type} ${data}`)).join(', ');
  failExpectation(
    `${resolution.name} resolves to ${answer}`,
    found === '' ? resolution.reason.text : `it resolves to ${found}`,
    evidence(resolution),
  );
}

/** Holds if the look-up gives nothing; with a code, if it fails with that one (`NODATA` is NOERROR without answers). */
export function expectFailsToResolve(resolution: Resolution, code: Rcode | 'NODATA' | undefined): void {
  const got = resolution.rcode === 'NOERROR' && resolution.answers.length === 0 ? 'NODATA' : resolution.rcode;
  if (code === undefined ? got !== 'NOERROR' : got === code) return;
  const expected = `${resolution.name} fails to resolve${code === undefined ? '' : ` with ${code}`}`;
  failExpectation(
    expected,
    got === 'NOERROR' ? 'it resolves' : `it fails with ${got}: ${resolution.reason.text}`,
    evidence(resolution),
  );
}

function evidence(resolution: Resolution): string {
  return explainResolution('the client', resolution);
}

function answersAre(resolution: Resolution, wanted: readonly string[]): boolean {
  const data = resolution.answers.filter(({ type }) => type !== 'CNAME').map((record) => record.data);
  const meets = (pattern: string, text: string) =>
    isAddressPattern(pattern) ? matchesAddress(pattern, text) : withoutDot(pattern) === withoutDot(text);
  return (
    wanted.every((pattern) => data.some((text) => meets(pattern, text))) &&
    data.every((text) => wanted.some((pattern) => meets(pattern, text)))
  );
}

function wantedData(answer: string, scope: Scope): readonly string[] {
  const service = /^the cluster IPs? of (?:the )?service (\S+)$/i.exec(answer)?.[1];
  if (service === undefined) return answer.replace(/^(?:SRV|PTR|TXT|A|AAAA)\s+/, '').split(/\s*,\s*/);
  const { spec } = serviceNamed(scope, service).object;
  return spec?.clusterIPs ?? [spec?.clusterIP ?? ''];
}

function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
