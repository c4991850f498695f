/** Programs and shell words that tutorials type. A line that begins with one is taken for a command, unless it reads as something else. */
const NAMES =
  'kubectl k oc kubeadm kubelet kubens kubectx kustomize helm helmfile minikube kind k3d k3s k3sup microk8s crictl ctr nerdctl ' +
  'istioctl linkerd cilium hubble calicoctl antctl subctl argocd flux velero eksctl aws gcloud gsutil az doctl ibmcloud oci rosa ' +
  'kops cfssl cfssljson cmctl stern k9s tanzu talosctl clusterctl etcdctl consul vault nomad terraform packer ansible vagrant ' +
  'ansible-playbook docker docker-compose podman buildah skopeo git make go npm npx node-shell pip pip3 python python3 ruby java mvn ' +
  'brew apt apt-get apk yum dnf zypper snap choco scoop dpkg rpm systemctl service journalctl modprobe sysctl lsmod mount umount ' +
  'curl wget nc ncat netcat telnet ssh scp rsync ping ping6 traceroute tracepath mtr nmap nslookup dig host getent drill iperf iperf3 ' +
  'hey ab wrk vegeta fortio siege tcpdump tshark ip ifconfig route arp bridge brctl ipvsadm iptables ip6tables iptables-save ' +
  'ip6tables-save iptables-restore nft ipset conntrack netstat ss lsof nsenter ethtool hostname hostnamectl uname whoami id who ' +
  'cat less more head tail grep egrep zgrep sed awk cut sort uniq tr wc tee xargs find ls ll tree cd pwd mkdir rmdir touch rm cp mv ln ' +
  'chmod chown tar unzip gzip gunzip base64 openssl ssh-keygen htpasswd jq yq envsubst diff cmp md5sum sha256sum date sleep seq ' +
  'echo printf export set unset env printenv source alias eval exec exit logout clear history type which command bash sh ash zsh su sudo ' +
  'read test true false watch time timeout nohup kill pkill killall ps top free df du lscpu nproc vi vim nano emacs code start open ' +
  'websocat grpcurl redis-cli mysql psql mongo mongosh agnhost busybox crane cosign kubeconform kubeval kubectl-krew krew nginx ' +
  'dnstools httping httpie http nvidia-smi calico kube-proxy kubectl.exe Invoke-WebRequest New-Item Set-Content Get-Content';

/** Words of that list which English sentences and rows of tables begin with as well. */
const ENGLISH: ReadonlySet<string> = new Set(
  'k go make service host route bridge head more less find sort cut type which command read test true false watch time kill top free open start code set source http who id date env calico nginx history clear exec exit tree touch open kind consul vault node-shell flux cilium docker'.split(
    ' ',
  ),
);

const PROGRAMS: ReadonlySet<string> = new Set(NAMES.split(' '));

/** How surely a word at the start of a line is a program's name. */
export function programNamed(word: string): 'sure' | 'likely' | 'unknown' {
  if (!PROGRAMS.has(word)) return 'unknown';
  return ENGLISH.has(word) ? 'likely' : 'sure';
}
