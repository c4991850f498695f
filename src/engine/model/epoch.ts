/**
 * The instant at which everything happens that a real cluster would stamp with the time: an eviction, a CronJob's run.
 * Curlew has no clock.
 */
export const EPOCH = '2024-01-01T00:00:00Z';
