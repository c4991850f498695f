import { decodeText } from '../../engine/admission/index.ts';
import type { ManifestObject } from './page.ts';

/** What a block that may be a manifest is. */
export type ManifestText =
  | { readonly kind: 'whole'; readonly objects: readonly ManifestObject[] }
  /** It has a kind, but somebody left lines out, or it cannot be read. */
  | { readonly kind: 'cut'; readonly objects: readonly ManifestObject[]; readonly reason: string }
  /** Fields of an object whose kind stands elsewhere. */
  | { readonly kind: 'piece' }
  | { readonly kind: 'none' };

const KIND = /^\s{0,8}(?:- )?["']?(?:apiVersion|kind)["']?\s*:/m;

/** Reads the objects that a block names. A text without `apiVersion` and `kind` is no manifest. */
export function readManifestText(text: string): ManifestText {
  if (text.length > 500_000) return { kind: 'none' };
  if (!KIND.test(text) && !/"kind"\s*:/.test(text)) return { kind: isYamlPiece(text) ? 'piece' : 'none' };
  if (
    /^\s*(?:\.\.\.|…|# ?\.\.\.|\[\.\.\.\]|<snip>)\s*$/m.test(text) &&
    /^\s+(?:\.\.\.|…|\[\.\.\.\]|<snip>)\s*$/m.test(text)
  )
    return { kind: 'cut', objects: objectsByLines(text), reason: 'the page leaves lines of it out' };
  const { objects, diagnostics } = decodeText({ name: 'page', text });
  const found = objects.flatMap(({ value }) => objectOf(value));
  // A line of three dots ends a document of YAML; below an object without a name it says that more of it stands elsewhere.
  if (/^\.\.\.\s*$/m.test(text) && found.some(({ name }) => name === ''))
    return { kind: 'cut', objects: found, reason: 'the page leaves lines of it out' };
  const tool = objects.map(({ value }) => toolOf(value)).find((each) => each !== undefined);
  if (tool !== undefined)
    return { kind: 'cut', objects: found, reason: `it configures ${tool}, and is no object of a cluster` };
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (found.length > 0 && found.length === objects.length) return { kind: 'whole', objects: found };
  if (found.length > 0) return { kind: 'cut', objects: found, reason: 'a part of it has no apiVersion and kind' };
  if (/^["']?(?:apiVersion|kind)["']?\s*:/m.test(text) && objects.length === 0)
    return {
      kind: 'cut',
      objects: objectsByLines(text),
      reason: `nobody can read it as YAML${error === undefined ? '' : `: ${error.message}`}`,
    };
  return { kind: isYamlPiece(text) ? 'piece' : 'none' };
}

const TOOLS =
  /^(eksctl\.io|kind\.x-k8s\.io|kind\.sigs\.k8s\.io|k3d\.io|(?:kubeadm|kops|audit|apiserver)\.k8s\.io|(?:kubelet|kubeproxy|kubescheduler|kubecontrollermanager|apiserver)\.config\.k8s\.io|kustomize\.config\.k8s\.io|client\.authentication\.k8s\.io)\//;

/** The tool that reads a text which has a kind and is nevertheless none of the API server's. */
function toolOf(value: object): string | undefined {
  const { apiVersion, kind, contexts }: { apiVersion?: unknown; kind?: unknown; contexts?: unknown } = value;
  if (apiVersion === 'v1' && kind === 'Config' && contexts !== undefined) return 'kubectl';
  return typeof apiVersion === 'string' ? TOOLS.exec(apiVersion)?.[1] : undefined;
}

function objectOf(value: object): readonly ManifestObject[] {
  const { apiVersion, kind, metadata }: { apiVersion?: unknown; kind?: unknown; metadata?: unknown } = value;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') return [];
  const { name, namespace, generateName }: { name?: unknown; namespace?: unknown; generateName?: unknown } =
    Object(metadata);
  const named =
    typeof name === 'string' ? name : typeof generateName === 'string' ? `${generateName}*` : String(name ?? '');
  return [{ kind, name: named, ...(typeof namespace === 'string' && { namespace }) }];
}

/** Of a text that is no YAML: what its lines say. */
function objectsByLines(text: string): readonly ManifestObject[] {
  return text.split(/^---.*$/m).flatMap((document) => {
    const [, kind] = /^kind:\s*["']?(\w+)/m.exec(document) ?? [];
    const [, name] = /^metadata:[\s\S]*?^\s+name:\s*["']?([\w.-]+)/m.exec(document) ?? [];
    return kind === undefined ? [] : [{ kind, name: name ?? '' }];
  });
}

/** Lines of `key: value`, some of them below others. */
function isYamlPiece(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(?:#|\.\.\.)/.test(line));
  if (lines.length === 0 || lines.length > 5000) return false;
  const keys = lines.filter((line) => /^\s*(?:- )*["']?[\w./-]+["']?:(?:\s|$)/.test(line) || /^\s*- \S+$/.test(line));
  return keys.length >= 0.8 * lines.length && lines.some((line) => /^\s*(?:- )?[\w./-]+:\s*$/.test(line));
}

/** Whether it is what the API server says of an object, and nobody wrote it. */
export function isServed(text: string): boolean {
  return (
    /^\s{0,4}(?:resourceVersion|uid|creationTimestamp|selfLink|generation):\s*\S/m.test(text) &&
    /^(?:status:|\s{0,4}(?:uid|resourceVersion):)/m.test(text)
  );
}
