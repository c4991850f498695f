import type { DnsRecord, Rcode } from '../../model/index.ts';
import type { Answer, Explanation } from './zone.ts';

/** The parts of an answer that go over the wire. */
export interface AnswerSections {
  readonly rcode: Rcode;
  readonly records?: readonly DnsRecord[];
  readonly authority?: readonly DnsRecord[];
  readonly additional?: readonly DnsRecord[];
  /** Whether another server gave the answer. */
  readonly forwarded?: boolean;
}

/** An answer that explains itself when asked, once: most answers are never read by a person. */
export function answerOf(sections: AnswerSections, explain: () => Explanation): Answer {
  let explanation: Explanation | undefined;
  const explained = (): Explanation => {
    explanation ??= explain();
    return explanation;
  };
  return {
    rcode: sections.rcode,
    records: sections.records ?? [],
    authority: sections.authority ?? [],
    additional: sections.additional ?? [],
    forwarded: sections.forwarded ?? false,
    get reason() {
      return explained().reason;
    },
    get rule() {
      return explained().rule;
    },
    get considered() {
      return explained().considered;
    },
  };
}
