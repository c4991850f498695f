import { expect, test } from 'vitest';
import { readPageSettings } from './index.ts';

function read(text: string) {
  return readPageSettings({ name: 'docs/curlew.yaml', text });
}

test('all that pages need', () => {
  const { doc, cluster } = read(`
cluster: flannel
doc:
  host: node control-plane
  files: [examples, ./more/]
  urls: {https://k8s.io/examples: content/en/examples}
  includes: {code_sample: content/en/examples, '@@INCLUDE': .}
  paths: {~/workshop: .}
  variables: {version: 1.33}
  env: {REGION: eu-1}
  manifests: [deploy/../deploy/ingress.yaml]
`);
  expect(cluster).toBe('flannel');
  expect(doc).toEqual({
    host: { kind: 'node', name: 'control-plane' },
    files: ['examples', 'more'],
    urls: { 'https://k8s.io/examples': 'content/en/examples' },
    includes: { code_sample: 'content/en/examples', '@@INCLUDE': '' },
    paths: { '~/workshop': '' },
    variables: { version: '1.33' },
    env: { REGION: 'eu-1' },
    manifests: ['deploy/ingress.yaml'],
  });
});

test.each([
  ['an empty doc:', 'doc:\n', { isCluster: false }],
  [
    'a Cluster file beside the page',
    'kind: Cluster\napiVersion: curlew.dev/v1\nmetadata: {name: a}\n',
    { isCluster: true },
  ],
  ['a Cluster, and what pages need', 'kind: Cluster\n---\ndoc: {files: [a]}\n', { isCluster: true }],
  ['a Cluster file elsewhere', 'cluster: clusters/big.yaml\n', { cluster: 'clusters/big.yaml' }],
])('%s is read', (_, text, expected) => {
  expect(read(text)).toMatchObject(expected);
});

test.each([
  ['docs: {}\n', 'docs/curlew.yaml:1:1: unknown field "docs" (did you mean "doc"?)'],
  ['doc: {file: [a]}\n', 'docs/curlew.yaml:1:7: unknown field "doc.file" (did you mean "files"?)'],
  ['doc: [a]\n', 'docs/curlew.yaml:1:6: doc: it must be a mapping, and is ["a"]'],
  ['doc:\n  files: a\n', 'docs/curlew.yaml:2:10: doc.files: it must be a list of paths, and is "a"'],
  [
    'doc:\n  files: [a, ../b]\n',
    'docs/curlew.yaml:2:14: doc.files: "../b" leaves the folder of the settings (name a path inside of it)',
  ],
  [
    'doc: {paths: {~/a: /etc}}\n',
    'docs/curlew.yaml:1:20: doc.paths.~/a: "/etc" leaves the folder of the settings (name a path inside of it)',
  ],
  ['doc: {includes: {a: a/../../b}}\n', 'doc.includes.a: "a/../../b" leaves the folder'],
  [
    'doc: {urls: {k8s.io: a}}\n',
    'docs/curlew.yaml:1:14: doc.urls: "k8s.io" must begin with http:// or https://, and name a host',
  ],
  ['doc: {env: {A-B: 1}}\n', 'docs/curlew.yaml:1:13: doc.env: "A-B" is no name of a variable'],
  ['doc: {env: {A: [1]}}\n', 'docs/curlew.yaml:1:16: doc.env: the value of "A" must be a text, and is [1]'],
  ['doc: {host: somewhere}\n', 'docs/curlew.yaml:1:13: doc.host: "somewhere" names no place'],
  ['cluster: flanel\n', 'docs/curlew.yaml:1:10: no profile named "flanel" (did you mean "flannel"?'],
  ['cluster: ../other.yaml\n', 'cluster: "../other.yaml" leaves the folder'],
  ['kind: Cluster\n---\ncluster: kind\n', 'docs/curlew.yaml:3:1: cluster: the file holds a Cluster already'],
  ['doc: {}\n---\ndoc: {}\n', 'docs/curlew.yaml:3:1: it says the same twice'],
  ['doc: {a\n', 'docs/curlew.yaml:'],
])('%j is refused at its place', (text, message) => {
  expect(() => read(text)).toThrow(
    `the settings of docs/curlew.yaml cannot be used\n  ${message.startsWith('docs/') ? message : ''}`,
  );
  expect(() => read(text)).toThrow(message);
});

test('all faults are named at once', () => {
  expect(() => read('cluster: 1\ndoc: {host: 2, files: [3]}\n')).toThrow(
    /cluster: it must.*\n.*doc\.host.*\n.*doc\.files\[0\]/,
  );
});
