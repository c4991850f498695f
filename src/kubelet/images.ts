import type { ImageSpec } from '../model/index.ts';

/**
 * What well-known images listen on when they run their own command: the ports that their published Dockerfiles and
 * default configurations open. A Cluster file adds to these and overrides them.
 */
export const knownImages: readonly ImageSpec[] = [
  { name: 'nginx', listens: ['80'] },
  { name: 'nginxinc/nginx-unprivileged', listens: ['8080'] },
  { name: 'nginxdemos/hello', listens: ['80'] },
  { name: 'bitnami/nginx', listens: ['8080'] },
  { name: 'httpd', listens: ['80'] },
  { name: 'caddy', listens: ['80', '443'] },
  { name: 'traefik/whoami', listens: ['80'] },
  { name: 'containous/whoami', listens: ['80'] },
  { name: 'hashicorp/http-echo', listens: ['5678'] },
  { name: 'kennethreitz/httpbin', listens: ['80'] },
  { name: 'google-samples/hello-app', listens: ['8080'] },
  { name: 'echoserver', listens: ['8080'] },
  { name: 'wordpress', listens: ['80'] },
  { name: 'bitnami/wordpress', listens: ['8080', '8443'] },
  { name: 'drupal', listens: ['80'] },
  { name: 'ghost', listens: ['2368'] },
  { name: 'tomcat', listens: ['8080'] },
  { name: 'jenkins/jenkins', listens: ['8080', '50000'] },
  { name: 'mariadb', listens: ['3306'] },
  { name: 'bitnami/mariadb', listens: ['3306'] },
  { name: 'mysql', listens: ['3306', '33060'] },
  { name: 'bitnami/mysql', listens: ['3306'] },
  { name: 'postgres', listens: ['5432'] },
  { name: 'bitnami/postgresql', listens: ['5432'] },
  { name: 'mongo', listens: ['27017'] },
  { name: 'redis', listens: ['6379'] },
  { name: 'bitnami/redis', listens: ['6379'] },
  { name: 'memcached', listens: ['11211/TCP'] },
  { name: 'rabbitmq', listens: ['5672'] },
  { name: 'nats', listens: ['4222', '6222', '8222'] },
  { name: 'zookeeper', listens: ['2181'] },
  { name: 'cassandra', listens: ['7000', '9042'] },
  { name: 'elasticsearch', listens: ['9200', '9300'] },
  { name: 'kibana', listens: ['5601'] },
  { name: 'influxdb', listens: ['8086'] },
  { name: 'grafana/grafana', listens: ['3000'] },
  { name: 'prom/prometheus', listens: ['9090'] },
  { name: 'registry', listens: ['5000'] },
  { name: 'coredns/coredns', listens: ['53/UDP', '53/TCP', '9153', '8080', '8181'] },
];

/**
 * The repository of an image reference, without registry host, `library/`, tag and digest:
 * `docker.io/library/nginx:1.27@sha256:…` is `nginx`. A leading part is a host when it has a dot or a port, or is
 * `localhost` (github.com/distribution/reference, normalize.go).
 */
export function repositoryOf(image: string): string {
  const parts = (image.split('@')[0] ?? '').split('/');
  const first = parts[0] ?? '';
  if (parts.length > 1 && (/[.:]/.test(first) || first === 'localhost')) parts.shift();
  if (parts.length > 1 && parts[0] === 'library') parts.shift();
  return parts.join('/').replace(/:[^/]*$/, '');
}
