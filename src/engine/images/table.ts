import { agnhostListens } from './agnhost.ts';
import type { KnownImage } from './known-image.ts';
import { flagValue, onePort, type Run, variable } from './run.ts';

/** A server that opens its ports whatever it is told. */
const on =
  (...ports: readonly string[]) =>
  () =>
    ports;

/** A server of one port, with the flags and the variables that change it; flags win. */
function set(
  otherwise: string,
  { flags = [], variables = [] }: { readonly flags?: readonly string[]; readonly variables?: readonly string[] },
) {
  return (run: Run) => onePort([flagValue(run, ...flags), ...variables.map((name) => variable(run, name))], otherwise);
}

const script = { entryPoint: 'script' } as const;
const server = { entryPoint: 'server' } as const;
const command = { entryPoint: 'command' } as const;

/**
 * The well-known images: what they listen on, how their command and arguments are read, and which server answers. A
 * Cluster file adds to these and overrides them.
 */
export const knownImages: readonly KnownImage[] = [
  { ...command, names: ['nginx'], programs: ['nginx', 'nginx-debug'], listens: on('80'), server: 'nginx' },
  {
    ...command,
    names: ['nginxinc/nginx-unprivileged'],
    programs: ['nginx', 'nginx-debug'],
    listens: on('8080'),
    server: 'nginx',
  },
  { ...command, names: ['nginxdemos/hello'], programs: ['nginx'], listens: on('80') },
  {
    ...server,
    names: ['ingress-nginx/controller', 'ingress-nginx/controller-chroot'],
    programs: ['nginx-ingress-controller'],
    listens: (run) => both(set('80', { flags: ['http-port'] })(run), set('443', { flags: ['https-port'] })(run)),
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
    programs: ['httpd', 'httpd-foreground', 'apachectl', 'apache2'],
    listens: on('80'),
    server: 'httpd',
  },
  { ...command, names: ['caddy'], programs: ['caddy'], listens: on('80', '443') },
  {
    ...server,
    names: ['traefik/whoami', 'containous/whoami'],
    programs: ['whoami'],
    listens: set('80', { flags: ['port'], variables: ['WHOAMI_PORT_NUMBER'] }),
    server: 'whoami',
  },
  {
    ...server,
    names: ['hashicorp/http-echo'],
    programs: ['http-echo'],
    listens: set('5678', { flags: ['listen'] }),
    server: 'http-echo',
  },
  { ...command, names: ['kennethreitz/httpbin'], programs: [], listens: on('80') },
  {
    ...server,
    names: ['google-samples/hello-app'],
    programs: ['hello-app'],
    listens: set('8080', { variables: ['PORT'] }),
    server: 'hello-app',
  },
  {
    ...server,
    names: ['e2e-test-images/agnhost', 'kubernetes-e2e-test-images/agnhost', 'agnhost'],
    programs: ['agnhost'],
    listens: agnhostListens,
    server: 'agnhost',
  },
  {
    ...command,
    names: ['echoserver', 'google_containers/echoserver', 'google-containers/echoserver'],
    programs: [],
    listens: on('8080'),
  },
  { ...command, names: ['wordpress'], programs: ['apache2-foreground'], listens: on('80'), server: 'wordpress' },
  {
    ...command,
    names: ['bitnami/wordpress'],
    programs: [],
    listens: on('8080', '8443'),
    // Until the images became non-root in 2019.
    formerly: ['80'],
    server: 'bitnami-wordpress',
  },
  { ...command, names: ['drupal'], programs: ['apache2-foreground'], listens: on('80') },
  { ...command, names: ['ghost'], programs: [], listens: on('2368') },
  { ...command, names: ['tomcat'], programs: ['catalina.sh'], listens: on('8080') },
  { ...script, names: ['jenkins/jenkins'], programs: ['jenkins.sh'], listens: on('8080', '50000') },
  {
    ...script,
    names: ['mariadb'],
    programs: ['mysqld', 'mariadbd', 'mysqld_safe', 'mariadbd-safe'],
    listens: set('3306', { flags: ['port', 'P'], variables: ['MYSQL_TCP_PORT'] }),
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
    programs: ['mysqld', 'mysqld_safe'],
    listens: (run) => both(set('3306', { flags: ['port', 'P'], variables: ['MYSQL_TCP_PORT'] })(run), ['33060']),
  },
  { ...command, names: ['bitnami/mysql'], programs: [], listens: set('3306', { variables: ['MYSQL_PORT_NUMBER'] }) },
  {
    ...script,
    names: ['postgres'],
    programs: ['postgres'],
    listens: set('5432', { flags: ['p', 'port'], variables: ['PGPORT'] }),
  },
  {
    ...command,
    names: ['bitnami/postgresql'],
    programs: [],
    listens: set('5432', { variables: ['POSTGRESQL_PORT_NUMBER'] }),
  },
  { ...script, names: ['mongo'], programs: ['mongod'], listens: set('27017', { flags: ['port'] }) },
  { ...script, names: ['redis'], programs: ['redis-server'], listens: set('6379', { flags: ['port'] }) },
  { ...command, names: ['bitnami/redis'], programs: [], listens: set('6379', { variables: ['REDIS_PORT_NUMBER'] }) },
  { ...script, names: ['memcached'], programs: ['memcached'], listens: set('11211', { flags: ['p', 'port'] }) },
  { ...script, names: ['rabbitmq'], programs: ['rabbitmq-server'], listens: on('5672') },
  { ...script, names: ['nats'], programs: ['nats-server'], listens: on('4222', '6222', '8222') },
  { ...command, names: ['zookeeper'], programs: ['zkServer.sh'], listens: on('2181') },
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
    listens: (run) =>
      both(set('80', { variables: ['HTTP_PORT'] })(run), set('443', { variables: ['HTTPS_PORT'] })(run)),
  },
  // Shells, interpreters and tools: by themselves they end, or wait, and listen nowhere.
  {
    ...command,
    names: [
      'alpine',
      'amazonlinux',
      'bash',
      'busybox',
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
    programs: [],
    listens: on(),
  },
  {
    ...command,
    names: ['e2e-test-images/jessie-dnsutils', 'kubernetes-e2e-test-images/dnsutils', 'tutum/dnsutils'],
    programs: [],
    listens: on(),
  },
  {
    ...server,
    names: ['pause', 'google_containers/pause', 'google-containers/pause'],
    programs: ['pause'],
    listens: on(),
  },
  { ...script, names: ['curlimages/curl', 'alpine/curl'], programs: ['curl'], listens: on() },
];

function both(one: readonly string[] | undefined, other: readonly string[] | undefined): readonly string[] | undefined {
  return one === undefined || other === undefined ? undefined : [...one, ...other];
}
