export { formatListenAddress, type ListenAddress, parseListenAddress } from './listen-address.ts';
export type { AskDns } from './respond.ts';
export { type DnsServer, serveDns } from './serve-dns.ts';
