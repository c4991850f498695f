import type { KubernetesObject } from '../../engine/model/index.ts';
import type { Arguments, FlagSpec } from './flags.ts';

/** A flag that kubectl still takes, and warns of (AddRecordFlag in kubectl pkg/cmd/util/helpers.go). */
export const RECORD: FlagSpec = { name: 'record', type: 'switch' };

/** What kubectl says wherever the flag stands. */
export function recordWarning({ isSet }: Arguments): string {
  return isSet('record') ? 'Flag --record has been deprecated, --record will be removed in the future\n' : '';
}

const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** The object with the command line as the cause of its change, where `--record` asks for that (cli-runtime genericclioptions/record_flags.go). */
export function recorded<T extends KubernetesObject>(args: Arguments, object: T): T {
  if (!args.isOn('record')) return object;
  const line = ['kubectl', args.command, ...args.words, ...args.written.map(([name, value]) => `--${name}=${value}`)];
  const { metadata } = object;
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...metadata?.annotations, [CHANGE_CAUSE]: line.join(' ') } },
  };
}
