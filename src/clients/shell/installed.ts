import type { System } from '../net-tools/index.ts';
import type { BashOptions } from './just-bash.ts';

type Name = NonNullable<BashOptions['commands']>[number];

/** What every system here has (POSIX utilities). */
const POSIX: readonly Name[] = [
  ...(['basename', 'cat', 'chmod', 'comm', 'cp', 'cut', 'date', 'diff', 'dirname', 'du', 'echo', 'env'] as const),
  ...([
    'expand',
    'expr',
    'false',
    'find',
    'fold',
    'grep',
    'egrep',
    'fgrep',
    'head',
    'ln',
    'ls',
    'mkdir',
    'mv',
  ] as const),
  ...(['nl', 'od', 'paste', 'printenv', 'printf', 'pwd', 'readlink', 'rm', 'rmdir', 'sed', 'seq', 'sh'] as const),
  ...(['sleep', 'sort', 'split', 'stat', 'tail', 'tee', 'timeout', 'touch', 'tr', 'true', 'unexpand'] as const),
  ...(['uniq', 'wc', 'whoami', 'xargs', 'base64', 'md5sum', 'sha1sum', 'sha256sum', 'tac', 'awk'] as const),
  ...(['gzip', 'gunzip', 'zcat', 'tar', 'hostname'] as const),
];

/** The applets of BusyBox beyond those (busybox 1.36 defconfig). */
const BUSYBOX: readonly Name[] = [...POSIX, 'clear', 'rev', 'strings', 'time', 'tree', 'which'];

/** coreutils, grep, sed, mawk, findutils, diffutils, gzip, tar, debianutils. */
const DEBIAN: readonly Name[] = [...POSIX, 'bash', 'join', 'which'];

/** docker/centos-7-x86_64.ks of CentOS/sig-cloud-instance-build: util-linux is there, which is not. */
const CENTOS: readonly Name[] = [...POSIX, 'bash', 'join', 'column', 'rev'];

const MULTITOOL: readonly Name[] = [...BUSYBOX, 'bash', 'jq', 'file'];

const MACHINE: readonly Name[] = [
  ...BUSYBOX,
  'bash',
  'join',
  'column',
  'file',
  'history',
  'jq',
  'yq',
  'alias',
  'unalias',
];

const INSTALLED: Readonly<Record<System, readonly Name[]>> = {
  busybox: BUSYBOX,
  debian: DEBIAN,
  centos: CENTOS,
  multitool: MULTITOOL,
  machine: MACHINE,
  unknown: POSIX,
};

/** The programs of a system that print the same whatever the cluster. */
export function installedOn(system: System): readonly Name[] {
  return INSTALLED[system];
}

/** Whether some system has a program of that name. */
export function isInstallable(name: string): boolean {
  return (MACHINE as readonly string[]).includes(name);
}
