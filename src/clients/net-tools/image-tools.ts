import type { Container, Pod } from '../../engine/model/index.ts';
import { isImage, repositoryOf, SetupError, tagOf } from '../../engine/model/index.ts';
import { simulatedPrograms, type Toolbox, toolboxes, withPackages } from './toolbox.ts';

/** The annotation that names packages or programs which a pod's containers have beyond their images: `"net-tools, curl"`. */
export const TOOLS_ANNOTATION = 'curlew.dev/tools';

interface Rule {
  /** Repositories, or the folder that they are in. */
  readonly images: readonly string[];
  readonly tag?: RegExp;
  readonly box: Toolbox;
}

/**
 * What is in well-known images, from their Dockerfiles; the first rule that fits counts. CentOS: sig-cloud-instance-build
 * docker/centos-7-x86_64.ks and centos-8.ks, which remove bind-utils and iproute. nginx keeps curl since 1.17. agnhost: kubernetes
 * test/images/agnhost/Dockerfile. busyboxplus (github.com/radial/core-busyboxplus) and Google's busybox (1.24, 1.27) are of 2014 to 2017.
 */
const RULES: readonly Rule[] = [
  { images: ['busybox'], tag: /^1\.(?:\d|1\d|2[0-8])(?!\d)/, box: toolboxes.oldBusybox },
  { images: ['google_containers/busybox', 'google-containers/busybox'], box: toolboxes.oldBusybox },
  { images: ['radial/busyboxplus'], tag: /^(?:curl|git)$/, box: toolboxes.oldBusyboxWithCurl },
  { images: ['radial/busyboxplus'], box: toolboxes.oldBusybox },
  { images: ['e2e-test-images/agnhost', 'kubernetes-e2e-test-images/agnhost', 'agnhost'], box: toolboxes.agnhost },
  { images: ['busybox', 'alpine', 'jpetazzo/color', 'jpetazzo/webcolor', 'nginxdemos/hello'], box: toolboxes.busybox },
  { images: ['curlimages/curl'], box: toolboxes.alpineWithCurl },
  { images: ['nginx', 'nginxinc/nginx-unprivileged'], tag: /alpine/, box: toolboxes.alpineWithCurl },
  { images: ['httpd', 'redis', 'postgres', 'memcached'], tag: /alpine/, box: toolboxes.busybox },
  { images: ['nginx', 'nginxinc/nginx-unprivileged', 'wordpress', 'bitnami/'], box: toolboxes.debianWithCurl },
  { images: ['debian', 'ubuntu', 'httpd', 'mariadb', 'postgres', 'redis', 'memcached'], box: toolboxes.debian },
  { images: ['centos'], tag: /^(?:centos)?7/, box: toolboxes.centos7 },
  { images: ['centos'], box: toolboxes.centos },
  {
    images: [
      'e2e-test-images/jessie-dnsutils',
      'tutum/dnsutils',
      'kubernetes-e2e-test-images/dnsutils',
      'google_containers/dnsutils',
    ],
    box: toolboxes.dnsutils,
  },
  { images: ['nicolaka/netshoot', 'praqma/network-multitool', 'wbitt/network-multitool'], box: toolboxes.multitool },
];

/** The programs of a container: its image's, and those that the pod's annotation names. */
export function toolsOf(pod: Pod, container: Container): Toolbox {
  const image = container.image ?? '';
  const repository = repositoryOf(image);
  const tag = tagOf(image) ?? 'latest';
  const rule = RULES.find(({ images, tag: wanted }) => {
    const isMeant = images.some((name) => (name.endsWith('/') ? repository.startsWith(name) : isImage(image, name)));
    return isMeant && (wanted === undefined || wanted.test(tag));
  });
  const box = rule?.box ?? toolboxes.unknown;
  const names = (pod.metadata.annotations?.[TOOLS_ANNOTATION] ?? '').split(/[\s,]+/).filter((name) => name !== '');
  const more = withPackages(box, names);
  if ('tools' in more) return more;
  throw new SetupError(`annotation ${TOOLS_ANNOTATION}: "${more.stranger}" is no program that is simulated`, {
    hint: `known are: ${simulatedPrograms.join(', ')}, and packages that bring them`,
  });
}
