import { KubectlError } from '../kubectl-error.ts';
import type { ManifestFile } from '../manifest-texts.ts';
import type { Session } from '../session.ts';
import { build } from './build.ts';

/** The objects of the kustomization in the folder that `-k` names, each as a text for the server; all are known by the folder's name. */
export async function kustomizedTexts({ args, context }: Session): Promise<readonly ManifestFile[]> {
  if (args.isSet('filename')) throw new KubectlError('only one of -f or -k can be specified');
  const folder = args.text('kustomize') ?? '';
  const objects = await build(folder, context);
  return objects.map((object) => ({ name: folder, text: JSON.stringify(object) }));
}
