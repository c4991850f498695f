import { defaultProfile } from './default.ts';
import type { Profile } from './profile.ts';

/** The default cluster on the plain bridge plugin (containernetworking plugins/main/bridge). */
export const none: Profile = {
  name: 'none',
  about: 'the default cluster with a plugin that enforces no policy',
  spec: { ...defaultProfile.spec, network: { ...defaultProfile.spec.network, plugin: 'bridge' } },
};
