import { type HttpReply, type HttpResponse, respond } from '../http/index.ts';
import type { Target } from '../library/index.ts';
import type { Branch, ClusterView, Trace } from '../model/index.ts';
import { formatSocket, SetupError } from '../model/index.ts';
import { formatTrace } from '../report/index.ts';
import { failExpectation } from './failure.ts';
import type { Scenario } from './scenario.ts';

/** Holds if whoever answers sends a page that contains the text, on every way that the connections may take. */
export async function expectResponseContains(scenario: Scenario, text: string): Promise<void> {
  await expectReplies(scenario, `the response contains "${text}"`, ({ body }) =>
    body.includes(text) ? undefined : `it is\n${body}`,
  );
}

/** Holds if whoever answers sends a page without the text. */
export async function expectResponseLacks(scenario: Scenario, text: string): Promise<void> {
  await expectReplies(scenario, `the response does not contain "${text}"`, ({ body }) =>
    body.includes(text) ? `it is\n${body}` : undefined,
  );
}

/** Holds if whoever answers does so with the HTTP status. */
export async function expectResponseStatus(scenario: Scenario, status: number): Promise<void> {
  await expectReplies(scenario, `the response status is ${status}`, (response) =>
    response.status === status ? undefined : `it is ${response.status}`,
  );
}

async function expectReplies(
  scenario: Scenario,
  expected: string,
  mismatch: (response: HttpResponse) => string | undefined,
): Promise<void> {
  const { answer } = scenario;
  if (answer?.kind !== 'connections') {
    throw new SetupError('nobody sent a request: write a step like "When busybox curls http://web" first');
  }
  const { view } = await scenario.scope();
  for (const trace of answer.traces) {
    for (const branch of trace.branches) {
      const reply = replyOf(view, trace, branch, answer.to);
      const found = reply.kind === 'unknown' ? `nobody can tell: ${reply.because}` : mismatch(reply);
      if (found !== undefined) failExpectation(expected, found, formatTrace(trace));
    }
  }
}

function replyOf(
  view: ClusterView,
  { to }: Trace,
  { outcome, endpoint, sourceSeen, hops }: Branch,
  asked: string | Target,
): HttpReply {
  if (outcome !== 'connected' || endpoint === null) {
    return { kind: 'unknown', because: `the connection ends in ${outcome}: ${hops.at(-1)?.reason.text ?? ''}` };
  }
  const [, scheme = 'http', rest = '/'] =
    /^(?:([a-z+]+):\/\/)?[^/?#]*(.*)$/i.exec(typeof asked === 'string' ? asked : '') ?? [];
  if (scheme !== 'http') return { kind: 'unknown', because: `what is said over ${scheme} is not modelled` };
  const source = sourceSeen === null ? {} : { source: sourceSeen };
  const host = to.port === 80 ? to.host : formatSocket(to.host, to.port);
  return respond(view, endpoint, { method: 'GET', path: rest.startsWith('/') ? rest : `/${rest}`, host, ...source });
}
