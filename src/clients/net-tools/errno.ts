import type { Outcome } from '../../engine/model/index.ts';

/** What a failed connect says: strerror of glibc (sysdeps/gnu/errlist.h) and of musl (src/errno/__strerror.h). */
export function connectError(outcome: Outcome, libc: 'glibc' | 'musl'): string {
  if (outcome === 'refused') return 'Connection refused';
  if (outcome === 'unreachable') return libc === 'musl' ? 'Host is unreachable' : 'No route to host';
  return libc === 'musl' ? 'Operation timed out' : 'Connection timed out';
}

/** How long Linux tries to connect, in seconds: six retries of 1, 2, 4 … (net.ipv4.tcp_syn_retries). */
export const CONNECT_SECONDS = 127;

/** How long Linux waits before it takes a host for unreachable, in seconds (net.ipv4.neigh: three requests). */
export const UNREACHABLE_SECONDS = 3;
