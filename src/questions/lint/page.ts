import type { LintRule } from '../../engine/model/index.ts';
import type { Check } from './check.ts';

/** Where the pages lie, from the top of the project. */
const PAGES = 'src/questions/lint/codes';

/** A check as reports name it. */
export function ruleOf(check: Check): LintRule {
  const { code, severity, title } = check;
  return { code, severity, title, page: pageOf(check), pagePath: `${PAGES}/${code}.md` };
}

/** The page of a check, as Markdown: what it finds, why that matters, an example, what to do, how to silence it. */
export function pageOf({ code, severity, title, why, fix, example }: Check): string {
  const { given, wrong, right, clusters } = example;
  const on = (profile: string | undefined): string => (profile === undefined ? '' : ` on the cluster \`${profile}\``);
  return [
    `# ${code}`,
    `${title}. Severity: ${severity}.`,
    `**Why it matters.** ${why}`,
    ...(given === undefined ? [] : ['**Example.** Given', yaml(given)]),
    `${given === undefined ? '**Example.** This' : 'this'} is found${on(clusters?.wrong)}:`,
    yaml(wrong),
    `and this is right${on(clusters?.right)}:`,
    yaml(right),
    `**What to do.** ${fix}`,
    `**To silence it** for one object, say why in its annotations:`,
    yaml(`metadata:\n  annotations:\n    curlew.dev/lint-ignore: "${code}: the reason"\n`),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function yaml(text: string): string {
  return `\`\`\`yaml\n${text}\`\`\``;
}
