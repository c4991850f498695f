import { KubectlError } from './kubectl-error.ts';
import { splitFormat } from './print-objects.ts';
import type { Session } from './session.ts';

/** Formats that read their template or columns from a file, and the ones that take them in the line. */
const FROM_FILES: Readonly<Record<string, string>> = {
  'jsonpath-file': 'jsonpath',
  'go-template-file': 'go-template',
  templatefile: 'go-template',
  'custom-columns-file': 'custom-columns',
};

/** The format of `-o` with what its file holds: `jsonpath-file=a.txt` becomes `jsonpath=…` (cli-runtime pkg/genericclioptions). */
export async function formatFromFile({ context }: Session, output: string): Promise<string> {
  const { format, argument } = splitFormat(output);
  const inline = Object.hasOwn(FROM_FILES, format) ? FROM_FILES[format] : undefined;
  if (inline === undefined) return output;
  if (argument === '') {
    throw new KubectlError(
      inline === 'custom-columns'
        ? 'custom-columns format specified but no custom columns given'
        : 'template format specified but no template given',
    );
  }
  const content = await context.files?.read(argument);
  if (content?.kind !== 'file') {
    const fault = `open ${argument}: no such file or directory`;
    const asked = inline === 'custom-columns' ? 'template' : '--template';
    throw new KubectlError(`error reading ${asked} ${argument}, ${fault}`);
  }
  return `${inline}=${inline === 'custom-columns' ? columnsOfFile(content.text) : content.text}`;
}

/** A line of headers, and one of paths (NewCustomColumnsPrinterFromTemplate). */
function columnsOfFile(text: string): string {
  const [headers = '', paths = ''] = text.split('\n');
  const names = headers.trim().split(/\s+/);
  const specs = paths.trim().split(/\s+/);
  if (names.length !== specs.length || names[0] === '') {
    throw new KubectlError(
      `number of headers (${names.length}) and field specifications (${specs.length}) don't match`,
    );
  }
  return names.map((name, index) => `${name}:${specs[index] ?? ''}`).join(',');
}
