import { describe, expect, test } from 'vitest';
import { formatLocation, formatRef, type Resource } from '../model/index.ts';
import { type Admission, type AdmitOptions, admit, admitInOrder, decodeText, writtenObjects } from './index.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n';

function admitted(text: string, options?: AdmitOptions): readonly Admission[] {
  return admitInOrder(decodeText({ name: 'f.yaml', text }).objects, options);
}

function one(text: string, options?: AdmitOptions): Admission {
  const [object] = decodeText({ name: 'f.yaml', text }).objects;
  if (object === undefined) throw new Error('no object');
  return admit(object, options);
}

function resourceOf(admission: Admission | undefined): Resource {
  if (admission?.outcome !== 'admitted') throw new Error('rejected');
  return admission.resource;
}

const said = ({ diagnostics }: Admission) =>
  diagnostics.map(({ at, severity, code }) => `${at && formatLocation(at)} ${severity} ${code}`);

describe('one object', () => {
  test('is admitted with its name, its namespace, its defaults and its place', () => {
    const { ref, object, origin } = resourceOf(one(POD, { namespace: 'shop' }));
    expect(formatRef(ref)).toBe('Pod shop/p');
    expect(object).toMatchObject({ metadata: { namespace: 'shop' }, spec: { restartPolicy: 'Always' } });
    expect(origin.kind === 'manifest' && origin.document.location).toEqual({ file: 'f.yaml', line: 1, column: 1 });
  });

  test('of a version that the server still has is converted', () => {
    const old = POD.replace('v1\nkind: Pod', 'extensions/v1beta1\nkind: NetworkPolicy').replace(
      'containers: [{name: c, image: i}]',
      'podSelector: {}',
    );
    const admission = one(old, { kubernetesVersion: '1.15' });
    expect(resourceOf(admission).object.apiVersion).toBe('networking.k8s.io/v1');
    expect(said(admission)).toEqual([]);
    expect(said(one(old, { kubernetesVersion: '1.16' }))).toEqual(['f.yaml:1:13 error unknown-kind']);
    expect(admission.value).toMatchObject({ apiVersion: 'extensions/v1beta1' });
  });

  test.each([
    { name: 'a value of the wrong type', text: POD.replace('name: p', 'name: 5'), found: 'wrong-type' },
    { name: 'a value that is invalid', text: POD.replace('name: c', 'name: C'), found: 'invalid' },
    { name: 'no name', text: POD.replace('{name: p}', '{}'), found: 'missing-name' },
    { name: 'no kind', text: POD.replace('kind: Pod\n', ''), found: 'missing-kind' },
  ])('with $name is rejected', ({ text, found }) => {
    const admission = one(text);
    expect(admission.outcome).toBe('rejected');
    expect(admission.diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([`error ${found}`]);
  });

  test('that is for tools is rejected without an error', () => {
    const admission = one('apiVersion: curlew.dev/v1\nkind: Cluster\nmetadata: {name: x}');
    expect([admission.outcome, said(admission)]).toEqual(['rejected', ['f.yaml:1:1 note cluster-file']]);
  });

  test('that nobody wrote is read as JSON', () => {
    const [object] = writtenObjects([{ apiVersion: 'v1', kind: 'Pod', metadata: {} }]);
    expect(object && said(admit(object))).toEqual([
      'objects[0]:4:3 error missing-name',
      'objects[0]:1:1 error required',
    ]);
  });
});

describe('whether a server serves the kind', () => {
  const DEFINITION =
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.a.io}\nspec:\n  group: a.io\n  scope: Cluster\n  names: {kind: A, plural: as}\n  versions: [{name: v1, served: true, storage: true}]\n';
  const CUSTOM = 'apiVersion: a.io/v1\nkind: A\nmetadata: {name: a}\n';
  const INGRESS =
    'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: i}\nspec: {backend: {serviceName: w, servicePort: 80}}';
  const declared = [{ kind: 'A', group: 'a.io', plural: 'as', shortNames: [], namespaced: false }];

  test.each([
    { name: 'a built-in kind', text: POD, options: {}, served: true },
    { name: 'a slip', text: POD.replace('Pod', 'Podd'), options: {}, served: false },
    { name: 'a custom kind that nobody declares', text: CUSTOM, options: {}, served: false },
    { name: 'a custom kind that the cluster knows', text: CUSTOM, options: { declared }, served: true },
    { name: 'a custom kind of the same request', text: `${CUSTOM}---\n${DEFINITION}`, options: {}, served: true },
    { name: 'a version that is gone', text: INGRESS, options: { kubernetesVersion: '1.22' }, served: false },
    { name: 'a version that is deprecated', text: INGRESS, options: { kubernetesVersion: '1.21' }, served: true },
    { name: 'a version that is gone, for the newest', text: INGRESS, options: {}, served: false },
    { name: 'what says no kind', text: 'apiVersion: v1\nmetadata: {name: x}', options: {}, served: true },
    {
      name: 'what is for tools',
      text: 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization',
      options: {},
      served: false,
    },
  ])('$name: $served', ({ text, options, served }) => {
    expect(admitted(text, options)[0]?.served).toBe(served);
  });

  test('a kind that is declared has the scope that is declared', () => {
    expect(resourceOf(one(CUSTOM, { declared })).ref).toEqual({ kind: 'A', name: 'a' });
    expect(resourceOf(one(CUSTOM)).ref).toEqual({ kind: 'A', namespace: 'default', name: 'a' });
  });
});

describe('an update', () => {
  const SERVICE =
    'apiVersion: v1\nkind: Service\nmetadata: {name: w}\nspec:\n  clusterIP: 10.96.0.1\n  ports: [{port: 80}]\n';
  const stored = resourceOf(one(SERVICE));
  const update = (text: string) => one(text, { stored: ({ name }) => (name === 'w' ? stored : undefined) });

  test('is validated against what is stored, at the place of the change', () => {
    const admission = update(SERVICE.replace('10.96.0.1', '10.96.0.2'));
    expect(admission.diagnostics.map(({ message }) => message)).toEqual([
      'spec.clusterIPs[0]: Invalid value: ["10.96.0.2"]: may not change once set',
    ]);
    expect(said(admission)).toEqual(['f.yaml:5:14 error invalid']);
  });

  test('keeps what it leaves open, and may change the rest', () => {
    expect(update(SERVICE.replace('  clusterIP: 10.96.0.1\n', '').replace('80', '81')).outcome).toBe('admitted');
  });

  test('is nothing to an object that is new, or of another name', () => {
    expect(one(SERVICE.replace('10.96.0.1', '10.96.0.2')).outcome).toBe('admitted');
    expect(update(SERVICE.replace('10.96.0.1', '10.96.0.2').replace('name: w', 'name: x')).outcome).toBe('admitted');
  });

  test('of an object that stands before it in the same request', () => {
    const both = `${POD}---\n${POD.replace('image: i', 'image: j, env: [{name: A, value: b}]')}`;
    expect(admitted(both, { stored: () => undefined }).map(({ outcome }) => outcome)).toEqual(['admitted', 'rejected']);
    expect(admitted(both).map(({ outcome }) => outcome)).toEqual(['admitted', 'admitted']);
  });

  test('may be the stored object itself, changed: its origin stays', () => {
    const changed = { ...stored, object: { ...stored.object, metadata: { name: 'w', labels: { a: 'b' } } } };
    const admission = admit(changed, { stored: () => stored });
    expect(resourceOf(admission)).toMatchObject({ ref: stored.ref, origin: stored.origin });
    const bad = { ...stored, object: { ...stored.object, metadata: { name: 'w', labels: { a: 'b c' } } } };
    expect(said(admit(bad, { stored: () => stored }))).toEqual(['f.yaml:3:1 error invalid']);
  });

  test('of an object that nobody wrote has no place', () => {
    const builtin: Resource = { ...stored, origin: { kind: 'builtin' } };
    const bad = { ...builtin, object: { ...stored.object, metadata: { name: 'w', labels: { a: 'b c' } } } };
    expect(said(admit(bad, { stored: () => builtin }))).toEqual(['undefined error invalid']);
  });
});
