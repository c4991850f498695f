import { flagValue, onePort, variable } from './run.ts';
import { all, type Listens, on, set, unless, where } from './settings.ts';

/** `postgres -p 5433` and `postgres -c port=5433` (postgresql.org/docs/current/app-postgres.html). */
export const postgres: Listens = (run) => {
  const settings = run.words.map((word) => /^(?:-c|--)?([\w-]+)=(.*)$/.exec(word));
  if (settings.some((setting) => setting?.[1]?.replace('-', '_') === 'config_file')) return undefined;
  const port = settings.find((setting) => setting?.[1] === 'port')?.[2];
  return onePort([flagValue(run, 'p', 'port'), port, variable(run, 'PGPORT')], '5432');
};

/** mysqld and mariadbd without a file of options (dev.mysql.com/doc/refman/8.4/en/option-files.html). */
export const mysqld: Listens = unless(
  ['defaults-file', 'defaults-extra-file'],
  set('3306', { flags: ['port', 'P'], variables: ['MYSQL_TCP_PORT'] }),
);

/** A first word without a dash is a configuration file; flags win over it (redis.io/docs/latest/operate/oss_and_stack/management/config). */
export const redis: Listens = (run) => {
  const port = flagValue(run, 'port');
  const isConfigured = run.words[0]?.startsWith('-') === false;
  return port === undefined && isConfigured ? undefined : onePort([port], '6379');
};

/**
 * AMQP, the port mapper, Prometheus, the other nodes of the cluster; the tags that say so have the web interface
 * (github.com/docker-library/rabbitmq).
 */
export const rabbitmq: Listens = all(
  set('5672', { variables: ['RABBITMQ_NODE_PORT'] }),
  on('4369', '15692', '25672'),
  ({ container }) => (/:[^/]*management/.test(container.image ?? '') ? ['15672'] : []),
);

const withFlags = all(set('4222', { flags: ['p', 'port'] }), where('m'), where('http_port'), where('cluster'));

/** By itself it reads the configuration of its image; flags take the place of that (github.com/nats-io/nats-docker). */
export const nats: Listens = (run) =>
  run.words.length === 0 ? ['4222', '6222', '8222'] : unless(['c', 'config'], withFlags)(run);
