import { agnhost } from './commands/agnhost.ts';
import { bindNslookup } from './commands/bind-nslookup.ts';
import { busyboxNslookup, oldBusyboxNslookup } from './commands/busybox-nslookup.ts';
import { busyboxWget } from './commands/busybox-wget.ts';
import { curl } from './commands/curl.ts';
import type { CurlVersion } from './commands/curl-errors.ts';
import { dig } from './commands/dig.ts';
import { env, printenv } from './commands/env.ts';
import { getent } from './commands/getent.ts';
import { gnuWget } from './commands/gnu-wget.ts';
import { host } from './commands/host.ts';
import { hostname } from './commands/hostname.ts';
import { busyboxIfconfig, netToolsIfconfig } from './commands/ifconfig.ts';
import { ip } from './commands/ip.ts';
import { busyboxNetcat, openbsdNetcat } from './commands/netcat.ts';
import { netstat, ss } from './commands/netstat.ts';
import { busyboxPing, iputilsPing } from './commands/ping.ts';
import type { Machine } from './machine.ts';
import type { CommandOutput } from './output.ts';

/** A simulated program. */
export type Tool = (machine: Machine, args: readonly string[]) => CommandOutput;

type Tools = Readonly<Record<string, Tool>>;

/** Whose other programs a file system has: `unknown` are those that nearly every image has. */
export type System = 'busybox' | 'debian' | 'centos' | 'multitool' | 'machine' | 'unknown';

/** The programs of a file system, and how its shell says that there is no other. */
export interface Toolbox {
  readonly tools: Tools;
  readonly shell: 'busybox' | 'bash';
  /** Whether the list is whole: what is not in it is not there. */
  readonly isWhole: boolean;
  readonly system: System;
}

/** The tools of an image that is not known: nearly every image has these. */
const BASIC: Tools = { env, printenv, hostname };

const GNU: Tools = { ...BASIC, getent };

/** The applets of BusyBox; `old` up to 1.28. */
function applets(release: 'old' | 'current'): Tools {
  return {
    ...BASIC,
    wget: busyboxWget(release),
    nslookup: release === 'old' ? oldBusyboxNslookup : busyboxNslookup,
    nc: busyboxNetcat,
    ping: busyboxPing,
    ifconfig: busyboxIfconfig,
    ip: ip('busybox'),
    netstat,
  };
}

const DNS_TOOLS: Tools = { dig, host, nslookup: bindNslookup };
const NET_TOOLS: Tools = { ifconfig: netToolsIfconfig, netstat };
const IPROUTE: Tools = { ip: ip('iproute2'), ss };

/** What a package brings, by the names that distributions give it; the name of a program serves as well. */
const PACKAGES: Readonly<Record<string, Tools>> = {
  'net-tools': NET_TOOLS,
  'bind-utils': DNS_TOOLS,
  'bind-tools': DNS_TOOLS,
  dnsutils: DNS_TOOLS,
  'bind9-dnsutils': DNS_TOOLS,
  iproute: IPROUTE,
  iproute2: IPROUTE,
  iputils: { ping: iputilsPing },
  'iputils-ping': { ping: iputilsPing },
  netcat: { nc: openbsdNetcat },
  'netcat-openbsd': { nc: openbsdNetcat },
  'nmap-ncat': { nc: openbsdNetcat },
};

function everything(version: CurlVersion): Tools {
  const web: Tools = { curl: curl(version), wget: gnuWget };
  return { ...GNU, ...web, ...DNS_TOOLS, ...NET_TOOLS, ...IPROUTE, ping: iputilsPing, nc: openbsdNetcat };
}

function whole(tools: Tools, system: System): Toolbox {
  return { tools, shell: system === 'busybox' ? 'busybox' : 'bash', isWhole: true, system };
}

type BoxName =
  | 'busybox'
  | 'oldBusybox'
  | 'oldBusyboxWithCurl'
  | 'agnhost'
  | 'alpineWithCurl'
  | 'debian'
  | 'debianWithCurl'
  | 'dnsutils'
  | 'centos7'
  | 'centos'
  | 'multitool'
  | 'machine'
  | 'unknown';

/** The boxes that images and machines have. */
export const toolboxes: Readonly<Record<BoxName, Toolbox>> = {
  busybox: whole(applets('current'), 'busybox'),
  oldBusybox: whole(applets('old'), 'busybox'),
  oldBusyboxWithCurl: whole({ ...applets('old'), curl: curl('7.29') }, 'busybox'),
  /** Alpine with packages and its program, which is called by its path (kubernetes test/images/agnhost/Dockerfile). */
  agnhost: whole(
    {
      ...applets('current'),
      ...DNS_TOOLS,
      ...IPROUTE,
      curl: curl('8'),
      nc: openbsdNetcat,
      agnhost,
      '/agnhost': agnhost,
    },
    'multitool',
  ),
  alpineWithCurl: whole({ ...applets('current'), curl: curl('8') }, 'busybox'),
  /** Debian and Ubuntu bring none of the network's tools. */
  debian: whole(GNU, 'debian'),
  debianWithCurl: whole({ ...GNU, curl: curl('7.88') }, 'debian'),
  dnsutils: whole({ ...GNU, ...DNS_TOOLS }, 'debian'),
  centos7: whole({ ...GNU, curl: curl('7.29'), ping: iputilsPing }, 'centos'),
  centos: whole({ ...GNU, curl: curl('7.61'), ping: iputilsPing }, 'centos'),
  multitool: whole(everything('8'), 'multitool'),
  /** A Linux machine whose administrator installed what one needs. */
  machine: { tools: everything('8'), shell: 'bash', isWhole: false, system: 'machine' },
  unknown: { tools: BASIC, shell: 'bash', isWhole: false, system: 'unknown' },
};

/** The box with more packages or programs installed; `undefined` names what is neither. */
export function withPackages(box: Toolbox, names: readonly string[]): Toolbox | { readonly stranger: string } {
  const all = everything(box === toolboxes.centos || box === toolboxes.centos7 ? '7.61' : '7.88');
  let tools = box.tools;
  for (const name of names) {
    const program = all[name];
    const added = PACKAGES[name] ?? (program === undefined ? undefined : { [name]: program });
    if (added === undefined) return { stranger: name };
    tools = { ...tools, ...added };
  }
  return { ...box, tools };
}

/** The names of all programs that are simulated, sorted. */
export const simulatedPrograms: readonly string[] = Object.keys(everything('8')).sort();
