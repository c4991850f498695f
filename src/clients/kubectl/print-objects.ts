import { formatYaml } from '../../engine/admission/index.ts';
import type { Resource } from '../../engine/model/index.ts';
import { compareText, NotModelled } from '../../engine/model/index.ts';
import { alignCells, toList, toOrderedObject } from '../../report/index.ts';
import { evaluatePath, evaluateTemplate, formatValue } from './jsonpath/evaluate.ts';
import { parsePath, parseTemplate, TemplateFault } from './jsonpath/parse-template.ts';
import { KubectlError } from './kubectl-error.ts';
import { qualifiedByKind } from './resource-names.ts';

/** The formats of `-o` that need no columns of the server. */
export type ObjectFormat = (resources: readonly Resource[], isSingle: boolean) => string;

const FORMATS =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml';

/** The printer behind an `-o` other than `wide`. Throws a KubectlError for a format that kubectl does not have. */
export function objectFormat(output: string): ObjectFormat {
  const [format = '', ...rest] = output.split('=');
  const argument = rest.join('=');
  switch (format) {
    case 'json':
      return (resources, isSingle) => `${JSON.stringify(printedValue(resources, isSingle), undefined, 4)}\n`;
    case 'yaml':
      return (resources, isSingle) => formatYaml(printedValue(resources, isSingle));
    case 'name':
      return (resources) => resources.map((each) => `${qualifiedByKind(each)}\n`).join('');
    case 'jsonpath':
      return jsonPathFormat(argument);
    case 'custom-columns':
      return customColumns(argument);
    default:
      if (FORMATS.split(',').includes(format)) {
        throw new NotModelled(`-o ${format} is not modelled`, {
          hint: 'supported: wide, yaml, json, name, jsonpath, custom-columns',
        });
      }
      throw new KubectlError(
        `unable to match a printer suitable for the output format "${output}", allowed formats are: ${FORMATS}`,
      );
  }
}

function printedValue(resources: readonly Resource[], isSingle: boolean): unknown {
  const [only] = resources;
  return isSingle && only !== undefined ? toOrderedObject(only) : toList(resources);
}

function jsonPathFormat(template: string): ObjectFormat {
  if (template === '') throw new KubectlError('template format specified but no template given');
  const pieces = explained(template, () => parseTemplate(template));
  return (resources, isSingle) =>
    explained(template, () => evaluateTemplate(pieces, printedValue(resources, isSingle)));
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
