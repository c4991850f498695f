import { reasonsOf } from './page-github.ts';
import { type PageResult, type StatementResult, summaryOf, totalOf } from './page-result.ts';
import { titleOf } from './page-text.ts';

/** Pages as suites and their statements as test cases, in the XML that CI servers read; what was not judged is skipped. */
export function pageJunit(pages: readonly PageResult[]): string {
  const { differs } = totalOf(pages);
  const tests = pages.reduce((total, { statements }) => total + statements.length, 0);
  const suites = pages.map(suiteOf).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="curlew doc" tests="${tests}" failures="${differs}">\n${suites}</testsuites>\n`;
}

function suiteOf(result: PageResult): string {
  const { page, statements } = result;
  const { differs, skipped, notModelled } = summaryOf(result);
  const counts = `tests="${statements.length}" failures="${differs}" skipped="${skipped + notModelled}"`;
  const cases = statements.map((each) => caseOf(page, each)).join('');
  return `  <testsuite name="${escaped(page)}" ${counts}>\n${cases}  </testsuite>\n`;
}

function caseOf(page: string, statement: StatementResult): string {
  const { line, status, reason = '' } = statement;
  const head = `    <testcase classname="${escaped(page)}" name="${escaped(`line ${line}: ${titleOf(statement)}`)}" file="${escaped(page)}" line="${line}"`;
  switch (status) {
    case 'holds':
    case 'ran':
      return `${head}/>\n`;
    case 'differs': {
      const [first = 'differs', ...more] = reasonsOf(statement);
      return `${head}>\n      <failure message="${escaped(first)}">${escaped([first, ...more].join('\n'))}</failure>\n    </testcase>\n`;
    }
    case 'not-modelled':
    case 'skipped':
      return `${head}>\n      <skipped message="${escaped(`${status}: ${reason}`)}"/>\n    </testcase>\n`;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** What XML 1.0 takes; a character that it has no way to write becomes U+FFFD. */
function escaped(text: string): string {
  return [...text].map((each) => ENTITIES[each] ?? (isXml(each.codePointAt(0) ?? 0) ? each : '\ufffd')).join('');
}

/** https://www.w3.org/TR/xml/#charsets */
function isXml(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0d;
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff);
}
