import type { Backend, LookUp } from '../../backends/index.ts';
import type { DnsRecord, Resolution } from '../../engine/model/index.ts';

/** The records of the type that was asked for; the aliases that lead to them are none. */
export function givenAnswers({ rcode, type, answers }: Resolution): readonly DnsRecord[] {
  return rcode === 'NOERROR' ? answers.filter((record) => record.type === type) : [];
}

/** Looks up what a client connects to: an address of either family will do. */
export async function lookUpAddress(backend: Backend, asked: Omit<LookUp, 'type'>): Promise<Resolution> {
  const four = await backend.resolve({ ...asked, type: 'A' });
  if (givenAnswers(four).length > 0) return four;
  const six = await backend.resolve({ ...asked, type: 'AAAA' });
  return givenAnswers(six).length > 0 ? six : four;
}
