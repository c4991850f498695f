import type { KnownImage } from './known-image.ts';
import { on } from './settings.ts';

const script = { entryPoint: 'script' } as const;
const server = { entryPoint: 'server' } as const;
const command = { entryPoint: 'command' } as const;

/** Shells, interpreters and tools: by themselves they end, or wait, and listen nowhere. */
export const quietImages: readonly KnownImage[] = [
  {
    ...command,
    names: [
      'alpine',
      'amazonlinux',
      'bash',
      'busybox',
      'google_containers/busybox',
      'google-containers/busybox',
      'radial/busyboxplus',
      'odise/busybox-curl',
      'centos',
      'debian',
      'e2e-test-images/busybox',
      'fedora',
      'nicolaka/netshoot',
      'node',
      'python',
      'rockylinux',
      'ubuntu',
    ],
    complete: true,
    programs: [],
    listens: on(),
  },
  {
    ...command,
    names: [
      'e2e-test-images/jessie-dnsutils',
      'kubernetes-e2e-test-images/dnsutils',
      'google_containers/dnsutils',
      'tutum/dnsutils',
    ],
    complete: true,
    programs: [],
    listens: on(),
  },
  {
    ...server,
    names: ['pause', 'google_containers/pause', 'google-containers/pause'],
    complete: true,
    programs: ['pause'],
    listens: on(),
  },
  { ...script, names: ['curlimages/curl', 'alpine/curl'], complete: true, programs: ['curl'], listens: on() },
];
