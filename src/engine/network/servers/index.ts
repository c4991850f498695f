export { reasonPhrase } from './reason-phrase.ts';
export type { HttpReply, HttpRequest, HttpResponse } from './reply.ts';
export { replyOn } from './reply-on.ts';
