import { stableUid } from '../../engine/model/index.ts';
import { type SarifLog, type SarifResult, sarifUri } from '../sarif.ts';
import { differing, placeOf, reasonsOf } from './page-github.ts';
import type { PageResult, StatementResult } from './page-result.ts';
import { titleOf } from './page-text.ts';

const RULE = 'page-differs';

/** Each statement that differs as a result of SARIF 2.1.0, which code scanning services read. */
export function pageSarif(pages: readonly PageResult[], version: string): SarifLog {
  const rule = { id: RULE, shortDescription: { text: 'a page that says what the cluster does not' } };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'curlew', version, rules: [rule] } },
        columnKind: 'utf16CodeUnits',
        results: pages.flatMap(({ page, statements }) => differing(statements).map((each) => resultOf(page, each))),
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: [] }],
      },
    ],
  };
}

function resultOf(page: string, statement: StatementResult): SarifResult {
  const text = [titleOf(statement), ...reasonsOf(statement)].join('\n');
  const region = { startLine: placeOf(statement), startColumn: 1 };
  return {
    ruleId: RULE,
    ruleIndex: 0,
    level: 'error',
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri: sarifUri(page) }, region } }],
    partialFingerprints: { 'curlew/v1': stableUid([page, statement.text, text].join('\n')) },
  };
}
