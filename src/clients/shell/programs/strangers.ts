/**
 * Programs that a tutorial's machine has and that are outside the model: what they do is done somewhere else, and taken for
 * done.
 */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  'what a cloud provider does is not modelled': [
    ...['az', 'aws', 'gcloud', 'eksctl', 'doctl', 'ibmcloud', 'oci', 'linode-cli', 'gsutil', 'terraform', 'pulumi'],
    ...['hcloud', 'civo', 'ionosctl', 'openstack', 'scw'],
  ],
  'how clusters and images come to be is not modelled': [
    ...[
      'kind',
      'k3d',
      'kubeadm',
      'kops',
      'k0s',
      'k3s',
      'podman',
      'nerdctl',
      'crictl',
      'ctr',
      'buildah',
      'docker-compose',
    ],
    ...[
      'make',
      'go',
      'mvn',
      'gradle',
      'npm',
      'yarn',
      'node',
      'cargo',
      'git',
      'gh',
      'systemctl',
      'journalctl',
      'service',
    ],
    ...['colima', 'multipass', 'vagrant', 'VBoxManage', 'ansible', 'ansible-playbook'],
  ],
  'what charts and operators install is not modelled': [
    ...['helm', 'istioctl', 'linkerd', 'cilium', 'calicoctl', 'argocd', 'argo', 'flux', 'kustomize', 'skaffold'],
    ...['velero', 'operator-sdk', 'kn', 'tkn', 'kubeseal', 'k9s', 'stern', 'kubectx', 'kubens', 'hubble', 'oc', 'tilt'],
  ],
  'Curlew installs no packages': [
    ...['apt', 'apt-get', 'yum', 'dnf', 'microdnf', 'apk', 'pip', 'pip3', 'brew', 'snap', 'choco', 'winget', 'zypper'],
    ...['pacman', 'dpkg', 'rpm', 'modprobe', 'sysctl', 'insmod', 'usermod', 'groupadd', 'useradd'],
  ],
  'Curlew runs no other language': ['python', 'python3', 'perl', 'ruby', 'php', 'java', 'deno', 'bun'],
  'what others measure or capture is not modelled': [
    ...[
      'ab',
      'hey',
      'wrk',
      'siege',
      'tcpdump',
      'tshark',
      'iperf',
      'iperf3',
      'nmap',
      'strace',
      'k6',
      'fortio',
      'grpcurl',
    ],
    ...[
      'openssl',
      'ssh-keygen',
      'scp',
      'rsync',
      'traceroute',
      'mtr',
      'ipvsadm',
      'conntrack',
      'iptables',
      'nft',
      'ipset',
    ],
    ...[
      'mysql',
      'psql',
      'redis-cli',
      'mongo',
      'mongosh',
      'sqlite3',
      'etcdctl',
      'cfssl',
      'cfssljson',
      'htpasswd',
      'gpg',
    ],
    ...[
      'envsubst',
      'telnet',
      'whois',
      'arping',
      'bridge',
      'brctl',
      'ethtool',
      'tc',
      'nsenter',
      'ps',
      'top',
      'free',
      'df',
    ],
    ...[
      'mount',
      'umount',
      'lsblk',
      'uname',
      'id',
      'ulimit',
      'umask',
      'kill',
      'pkill',
      'killall',
      'pgrep',
      'lsof',
      'su',
    ],
    ...['uptime', 'arch', 'nproc', 'lscpu', 'dmesg', 'route', 'arp', 'reboot', 'shutdown', 'crontab', 'chown', 'chgrp'],
  ],
};

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries(OUTSIDE).flatMap(([reason, names]) => names.map((name) => [name, reason] as const)),
);

/** Why a program is not modelled, where it is known to be outside; `undefined` for all others. */
export function strangerReason(name: string): string | undefined {
  return REASONS.get(name);
}

/** Programs that wait for somebody who types or looks. */
const PERSONAL: Readonly<Record<string, string>> = {
  vi: 'it opens an editor',
  vim: 'it opens an editor',
  nano: 'it opens an editor',
  emacs: 'it opens an editor',
  ed: 'it opens an editor',
  code: 'it opens an editor',
  gedit: 'it opens an editor',
  notepad: 'it opens an editor',
  less: 'it waits for a reader',
  more: 'it waits for a reader',
  man: 'it waits for a reader',
  htop: 'it waits for a reader',
  open: 'it opens a window',
  'xdg-open': 'it opens a window',
  start: 'it opens a window',
};

/** Why only a person can go on from there. */
export function personalReason(name: string): string | undefined {
  return Object.hasOwn(PERSONAL, name) ? PERSONAL[name] : undefined;
}
