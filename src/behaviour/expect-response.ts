import { parseRequest, type Target } from '../api/index.ts';
import type { Branch, ClusterView, Trace } from '../engine/model/index.ts';
import { formatSocket, SetupError } from '../engine/model/index.ts';
import { type HttpReply, type HttpResponse, replyOn } from '../engine/network/servers/index.ts';
import { explainTrace } from '../report/index.ts';
import { failExpectation } from './failure.ts';
import { judged } from './judged.ts';
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
    judged(trace);
    for (const branch of trace.branches) {
      const reply = replyOf(view, trace, branch, answer.to);
      const found = reply.kind === 'unknown' ? `nobody can tell: ${reply.because}` : mismatch(reply);
      if (found !== undefined) failExpectation(expected, found, explainTrace(trace));
    }
  }
}

function replyOf(view: ClusterView, { to }: Trace, branch: Branch, asked: string | Target): HttpReply {
  const written = typeof asked === 'string' ? asked : formatSocket(to.host, to.port);
  const { http } = typeof asked === 'string' || asked.http === undefined ? parseRequest(written) : asked;
  const { outcome, response, request, hops } = branch;
  if (http === undefined) return { kind: 'unknown', because: `what is said to ${written} is not modelled` };
  if (http.scheme === 'https' && response === undefined && request === undefined)
    return { kind: 'unknown', because: 'what is said over https is not modelled' };
  const because = `the connection ends in ${outcome}: ${hops.at(-1)?.reason.text ?? ''}`;
  return replyOn(view, branch, { method: 'GET', path: http.path, host: http.host }) ?? { kind: 'unknown', because };
}
