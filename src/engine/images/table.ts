import { tagOf } from '../model/index.ts';
import { agnhostListens, serveHostname } from './agnhost.ts';
import { mysqld, nats, postgres, rabbitmq, redis } from './databases.ts';
import type { KnownImage } from './known-image.ts';
import { quietImages } from './quiet-images.ts';
import { flagValue } from './run.ts';
import { all, type Listens, on, set, unless, where } from './settings.ts';

const script = { entryPoint: 'script' } as const;
const server = { entryPoint: 'server' } as const;
const command = { entryPoint: 'command' } as const;

const NGINX_CONF = '/etc/nginx/nginx.conf';

/** nginx, unless `-c` names a configuration that is not the image's own. */
function nginx(port: string): Listens {
  return (run) => ((flagValue(run, 'c') ?? NGINX_CONF) === NGINX_CONF ? [port] : undefined);
}

/**
 * Since 1.8 with TLS on another port (kubernetes test/images/echoserver/nginx.conf, github.com/kubernetes/ingress-nginx
 * docs/examples/echo).
 */
const echoserver: Listens = (run) =>
  /^1\.[0-7](?!\d)/.test(tagOf(run.container.image ?? '') ?? '') ? ['8080'] : ['8080', '8443'];

/** The tags with `fpm` speak FastCGI, to a web server in front of them. */
const apache: Listens = (run) => (/:[^/]*fpm/.test(run.container.image ?? '') ? undefined : ['80']);

/**
 * The well-known images: what they listen on, how their command and arguments are read, and which server answers. A
 * Cluster file adds to these and overrides them.
 */
export const knownImages: readonly KnownImage[] = [
  {
    ...command,
    names: ['nginx'],
    complete: true,
    programs: ['nginx', 'nginx-debug'],
    listens: nginx('80'),
    server: 'nginx',
  },
  {
    ...command,
    names: ['nginxinc/nginx-unprivileged'],
    complete: true,
    programs: ['nginx', 'nginx-debug'],
    listens: nginx('8080'),
    server: 'nginx',
  },
  {
    ...command,
    names: ['nginxdemos/hello'],
    complete: true,
    programs: ['nginx', 'nginx-debug'],
    listens: nginx('80'),
    server: 'nginx-hello',
  },
  {
    ...server,
    names: ['ingress-nginx/controller', 'ingress-nginx/controller-chroot'],
    programs: ['nginx-ingress-controller'],
    listens: all(
      set('80', { flags: ['http-port'] }),
      set('443', { flags: ['https-port'] }),
      set('10254', { flags: ['healthz-port'] }),
      where('validating-webhook'),
    ),
  },
  {
    ...command,
    names: ['bitnami/nginx'],
    programs: ['nginx'],
    listens: set('8080', { variables: ['NGINX_HTTP_PORT_NUMBER'] }),
  },
  {
    ...command,
    names: ['httpd'],
    complete: true,
    programs: ['httpd', 'httpd-foreground', 'apachectl', 'apache2'],
    listens: unless(['f', 'c', 'C', 'd'], on('80')),
    server: 'httpd',
  },
  { ...command, names: ['caddy'], programs: ['caddy'], listens: on('80', '443') },
  {
    ...server,
    names: ['traefik/whoami', 'containous/whoami'],
    complete: true,
    programs: ['whoami'],
    listens: set('80', { flags: ['port'], variables: ['WHOAMI_PORT_NUMBER'] }),
    server: 'whoami',
  },
  {
    ...server,
    names: ['hashicorp/http-echo'],
    complete: true,
    programs: ['http-echo'],
    listens: set('5678', { flags: ['listen'] }),
    server: 'http-echo',
  },
  { ...command, names: ['kennethreitz/httpbin'], programs: [], listens: on('80') },
  {
    ...command,
    names: ['google-samples/node-hello'],
    complete: true,
    programs: [],
    listens: on('8080'),
    server: 'node-hello',
  },
  {
    ...command,
    names: ['google-samples/kubernetes-bootcamp', 'jocatalin/kubernetes-bootcamp'],
    complete: true,
    programs: [],
    listens: on('8080'),
    server: 'bootcamp',
  },
  {
    ...server,
    names: ['google-samples/hello-app', 'google-samples/containers/gke/hello-app'],
    complete: true,
    programs: ['hello-app'],
    listens: set('8080', { variables: ['PORT'] }),
    server: 'hello-app',
  },
  {
    ...server,
    names: ['e2e-test-images/agnhost', 'kubernetes-e2e-test-images/agnhost', 'agnhost'],
    complete: true,
    programs: ['agnhost'],
    listens: agnhostListens,
    server: 'agnhost',
  },
  {
    ...command,
    names: ['echoserver', 'google_containers/echoserver', 'google-containers/echoserver', 'e2e-test-images/echoserver'],
    programs: ['nginx'],
    listens: echoserver,
    server: 'echoserver',
  },
  {
    ...server,
    names: ['serve_hostname', 'google_containers/serve_hostname', 'google-containers/serve_hostname'],
    complete: true,
    programs: ['serve_hostname', 'serve-hostname'],
    listens: serveHostname,
    server: 'serve-hostname',
  },
  {
    ...command,
    names: ['jpetazzo/color', 'jpetazzo/webcolor'],
    complete: true,
    programs: ['webcolor'],
    listens: set('80', { variables: ['PORT'] }),
    server: 'color',
  },
  {
    ...command,
    names: ['wordpress'],
    complete: true,
    programs: ['apache2-foreground'],
    listens: apache,
    server: 'wordpress',
  },
  {
    ...command,
    names: ['bitnami/wordpress'],
    programs: [],
    listens: on('8080', '8443'),
    // Until the images became non-root in 2019.
    formerly: ['80'],
    server: 'bitnami-wordpress',
  },
  { ...command, names: ['drupal'], programs: ['apache2-foreground'], listens: apache },
  { ...command, names: ['ghost'], programs: [], listens: on('2368') },
  { ...command, names: ['tomcat'], programs: ['catalina.sh'], listens: on('8080') },
  { ...script, names: ['jenkins/jenkins'], programs: ['jenkins.sh'], listens: on('8080', '50000') },
  {
    ...script,
    names: ['mariadb'],
    complete: true,
    programs: ['mysqld', 'mariadbd', 'mysqld_safe', 'mariadbd-safe'],
    listens: mysqld,
  },
  {
    ...command,
    names: ['bitnami/mariadb'],
    programs: [],
    listens: set('3306', { variables: ['MARIADB_PORT_NUMBER'] }),
  },
  {
    ...script,
    names: ['mysql'],
    complete: true,
    programs: ['mysqld', 'mysqld_safe'],
    listens: all(mysqld, on('33060')),
  },
  { ...command, names: ['bitnami/mysql'], programs: [], listens: set('3306', { variables: ['MYSQL_PORT_NUMBER'] }) },
  {
    ...script,
    names: ['postgres'],
    complete: true,
    programs: ['postgres'],
    listens: postgres,
  },
  {
    ...command,
    names: ['bitnami/postgresql'],
    programs: [],
    listens: set('5432', { variables: ['POSTGRESQL_PORT_NUMBER'] }),
  },
  {
    ...script,
    names: ['mongo'],
    complete: true,
    programs: ['mongod'],
    listens: unless(['config', 'f'], set('27017', { flags: ['port'] })),
  },
  { ...script, names: ['redis'], complete: true, programs: ['redis-server'], listens: redis },
  { ...command, names: ['bitnami/redis'], programs: [], listens: set('6379', { variables: ['REDIS_PORT_NUMBER'] }) },
  {
    ...script,
    names: ['memcached'],
    complete: true,
    programs: ['memcached'],
    listens: set('11211', { flags: ['p', 'port'] }),
  },
  { ...script, names: ['rabbitmq'], programs: ['rabbitmq-server'], listens: rabbitmq },
  { ...script, names: ['nats'], programs: ['nats-server'], listens: nats },
  { ...command, names: ['zookeeper'], programs: ['zkServer.sh'], listens: on('2181', '8080') },
  { ...script, names: ['cassandra'], programs: ['cassandra'], listens: on('7000', '9042') },
  {
    ...script,
    names: ['elasticsearch', 'elasticsearch/elasticsearch'],
    programs: ['elasticsearch'],
    listens: on('9200', '9300'),
  },
  { ...script, names: ['kibana', 'kibana/kibana'], programs: ['kibana'], listens: on('5601') },
  { ...script, names: ['influxdb'], programs: ['influxd'], listens: on('8086') },
  {
    ...server,
    names: ['grafana/grafana'],
    programs: ['grafana', 'grafana-server'],
    listens: set('3000', { variables: ['GF_SERVER_HTTP_PORT'] }),
  },
  {
    ...server,
    names: ['prom/prometheus', 'prometheus/prometheus'],
    programs: ['prometheus'],
    listens: set('9090', { flags: ['web.listen-address'] }),
  },
  {
    ...command,
    names: ['registry'],
    programs: ['registry'],
    listens: set('5000', { variables: ['REGISTRY_HTTP_ADDR'] }),
  },
  {
    ...server,
    names: ['coredns/coredns', 'coredns'],
    programs: ['coredns'],
    listens: on('53/UDP', '53/TCP', '9153', '8080', '8181'),
  },
  {
    ...command,
    names: ['wbitt/network-multitool', 'praqma/network-multitool'],
    programs: ['nginx'],
    listens: all(set('80', { variables: ['HTTP_PORT'] }), set('443', { variables: ['HTTPS_PORT'] })),
  },
  ...quietImages,
];
