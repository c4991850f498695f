import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { binFolder, blocksOf, docPages, isShown, runCommand, sessionsOf } from './doc-pages.ts';

/** Writes the outputs of today into the pages, where they differ; blocks that elide lines with `...` are only named. */
const bin = binFolder();
for (const page of docPages()) {
  let text = readFileSync(page, 'utf8');
  for (const block of blocksOf(page).filter(({ language }) => language === 'console')) {
    const sessions = sessionsOf(block.text).map(({ command, output }) => ({
      command,
      output,
      now: runCommand(command, bin),
    }));
    if (sessions.every(({ output, now }) => isShown(now, output))) continue;
    process.stdout.write(`${page}:${block.line} is out of date\n`);
    if (/^\.\.\.$/m.test(block.text)) continue;
    const updated = sessions.map(({ command, now }) => `$ ${command}\n${now}`.trim()).join('\n\n');
    text = text.replace(`\`\`\`console\n${block.text}\n\`\`\``, () => `\`\`\`console\n${updated}\n\`\`\``);
  }
  writeFileSync(page, text);
}
rmSync(bin, { recursive: true, force: true });
