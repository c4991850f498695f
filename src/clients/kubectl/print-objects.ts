import { formatYaml } from '../../engine/admission/index.ts';
import type { Resource } from '../../engine/model/index.ts';
import { compareText, NotModelled } from '../../engine/model/index.ts';
import { alignCells, toList, toOrderedObject } from '../../report/index.ts';
import { evaluateGoTemplate } from './go-template/evaluate.ts';
import { GoTemplateFault } from './go-template/fault.ts';
import { parseGoTemplate } from './go-template/parse.ts';
import { evaluatePath, evaluateTemplate, formatValue } from './jsonpath/evaluate.ts';
import { parsePath, parseTemplate, TemplateFault } from './jsonpath/parse-template.ts';
import { KubectlError } from './kubectl-error.ts';
import { qualifiedByKind } from './resource-names.ts';

/** The formats of `-o` that need no columns of the server. */
export type ObjectFormat = (resources: readonly Resource[], isSingle: boolean) => string;

const FORMATS =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml';

/** What a format needs beside its name. */
export interface FormatOptions {
  /** What `--template` says: the template of formats that name none. */
  readonly template?: string | undefined;
}

/** The printer behind an `-o` other than `wide`. Throws a KubectlError for a format that kubectl does not have. */
export function objectFormat(output: string, options: FormatOptions = {}): ObjectFormat {
  const { format, argument } = splitFormat(output);
  if (format === 'name') return (resources) => resources.map((each) => `${qualifiedByKind(each)}\n`).join('');
  if (format === 'custom-columns') return customColumns(argument);
  const print = valueFormat(output, options);
  return (resources, isSingle) => print(printedValue(resources, isSingle));
}

/** The printer of formats that any value has: JSON, YAML, and templates. */
export function valueFormat(output: string, { template }: FormatOptions = {}): (value: unknown) => string {
  const { format, argument } = splitFormat(output);
  switch (format) {
    case 'json':
      return formatJson;
    case 'yaml':
      return formatYaml;
    case 'jsonpath':
      return jsonPathFormat(argument || template);
    case 'jsonpath-as-json':
      return jsonPathAsJson(argument || template);
    case 'go-template':
    case 'template':
      return goTemplateFormat(argument || template);
    default:
      if (FORMATS.split(',').includes(format)) {
        throw new NotModelled(`-o ${format} is not modelled here`, {
          hint: 'supported: wide, yaml, json, name, jsonpath, jsonpath-as-json, go-template, custom-columns',
        });
      }
      throw new KubectlError(
        `unable to match a printer suitable for the output format "${output}", allowed formats are: ${FORMATS}`,
      );
  }
}

/** `template` and its kin stand before the first `=`, what they take behind it. */
export function splitFormat(output: string): { readonly format: string; readonly argument: string } {
  const equals = output.indexOf('=');
  if (equals < 0) return { format: output, argument: '' };
  return { format: output.slice(0, equals), argument: output.slice(equals + 1) };
}

/** JSON as kubectl indents it. */
function formatJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 4)}\n`;
}

function printedValue(resources: readonly Resource[], isSingle: boolean): unknown {
  const [only] = resources;
  return isSingle && only !== undefined ? toOrderedObject(only) : toList(resources);
}

const NO_TEMPLATE = 'template format specified but no template given';

function jsonPathFormat(template = ''): (value: unknown) => string {
  if (template === '') throw new KubectlError(NO_TEMPLATE);
  const pieces = explained(template, () => parseTemplate(template));
  return (value) => explained(template, () => evaluateTemplate(pieces, value));
}

/** Each path's values as a JSON list (PrintResults in client-go util/jsonpath, with EnableJSONOutput). */
function jsonPathAsJson(template = ''): (value: unknown) => string {
  if (template === '') throw new KubectlError(NO_TEMPLATE);
  const pieces = explained(template, () => parseTemplate(template));
  const [only, ...more] = pieces;
  if (only?.kind !== 'path' || more.length > 0) {
    throw new NotModelled('-o jsonpath-as-json of anything but one path is not modelled');
  }
  return (value) => explained(template, () => formatJson(evaluatePath(only.path, value)));
}

/** kubernetes staging/src/k8s.io/cli-runtime/pkg/printers/template.go. */
function goTemplateFormat(template = ''): (value: unknown) => string {
  if (template === '') throw new KubectlError(NO_TEMPLATE);
  try {
    const nodes = parseGoTemplate(template);
    return (value) => runGoTemplate(nodes, value);
  } catch (error) {
    if (!(error instanceof GoTemplateFault)) throw error;
    throw new KubectlError(`error parsing template ${template}, template: output:${error.line}: ${error.message}`);
  }
}

/** What follows in kubectl's message is the object, in Go's notation. */
function runGoTemplate(nodes: ReturnType<typeof parseGoTemplate>, value: unknown): string {
  try {
    return evaluateGoTemplate(nodes, value);
  } catch (error) {
    if (!(error instanceof GoTemplateFault)) throw error;
    throw new NotModelled(`what kubectl prints of a template that fails is not modelled: ${error.message}`, {
      hint: 'mend the template',
    });
  }
}

function explained<T>(template: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    const { when, message } = error;
    if (when === 'parsing') throw new KubectlError(`error parsing jsonpath ${template}, ${message}`);
    // What follows in kubectl's message is the object, in Go's notation.
    const where = `Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}`;
    throw new KubectlError(`error executing jsonpath "${template}": Error executing template: ${message}. ${where}`);
  }
}

/** `NAME:.metadata.name,IP:.status.podIP` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/customcolumn.go). */
function customColumns(text: string): ObjectFormat {
  if (text === '') throw new KubectlError('custom-columns format specified but no custom columns given');
  const columns = splitColumns(text).map((column) => {
    const colon = column.indexOf(':');
    if (colon < 0) {
      throw new KubectlError(`unexpected custom-columns spec: ${column}, expected <header>:<json-path-expr>`);
    }
    const path = column.slice(colon + 1).replace(/^\{(.*)\}$/, '$1');
    return { name: column.slice(0, colon), path: parsePath(path.startsWith('.') ? path : `.${path}`) };
  });
  return (resources) => {
    const rows = resources.map((resource) => {
      const object = toOrderedObject(resource);
      return columns.map(({ path }) => evaluatePath(path, object).map(goText).join(',') || '<none>');
    });
    return `${alignCells([columns.map(({ name }) => name), ...rows]).join('\n')}\n`;
  };
}

/** Go's `%v`: `map[a:b]`, `[1 2]`. */
function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return formatValue(value);
  return `map[${Object.entries(value)
    .map(([key, each]) => `${key}:${goText(each)}`)
    .join(' ')}]`;
}

function splitColumns(text: string): readonly string[] {
  return text.split(/,(?![^[(]*[\])])/);
}

/** Sorts objects by the value at a path, numbers as numbers; those without one come first (sorter.go). */
export function sortedBy(resources: readonly Resource[], field: string): readonly Resource[] {
  const path = parsePath(field.replace(/^\{(.*)\}$/, '$1'));
  const keyed = resources.map((resource) => ({ resource, key: evaluatePath(path, resource.object)[0] }));
  keyed.sort((a, b) => {
    if (typeof a.key === 'number' && typeof b.key === 'number') return a.key - b.key;
    return compareText(formatValue(a.key), formatValue(b.key));
  });
  return keyed.map(({ resource }) => resource);
}
