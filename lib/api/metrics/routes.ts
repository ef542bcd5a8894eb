import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Registry } from 'prom-client';
import { problems } from '../description/parts';
import { problemReply } from '../problem';
import type { Reply } from '../reply';
import type { ApiRoute, Call } from '../route';
import { collect } from './collect';
import { Exposition } from './exposition';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function knows(header: string | undefined, token: string): boolean {
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

/** Loaded by the first scrape: who asks for no metrics pays for none. */
const load = async () => (await import('prom-client')).default;
let process: Registry | undefined;

async function text(call: Call): Promise<string> {
  const prometheus = await load();
  if (process === undefined) {
    process = new prometheus.Registry();
    prometheus.collectDefaultMetrics({ register: process });
  }
  const exposition = new Exposition(prometheus);
  await collect(call.runtime, exposition);
  return `${await exposition.text()}\n${await process.metrics()}`;
}

async function scrape(call: Call): Promise<Reply> {
  const { metricsToken } = call.runtime.env;
  if (metricsToken === undefined) {
    return problemReply('not_found', call.instance, { detail: 'There is nothing here.' });
  }
  if (!knows(call.header('authorization'), metricsToken)) {
    const detail = 'Send the token of METRICS_TOKEN: Authorization: Bearer ….';
    return problemReply('unauthenticated', call.instance, { detail });
  }
  return {
    status: 200,
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    body: await text(call),
  };
}

export const metricsRoute: ApiRoute = {
  method: 'GET',
  path: '/metrics',
  access: 'public',
  handle: scrape,
  description: {
    tags: ['Status'],
    summary: 'What this process counts, for Prometheus',
    description:
      'Only with the token of the setting `METRICS_TOKEN` as a bearer; where none is set there is nothing here. Counts and times, by touchpoint, reason, route and status: nobody is named.',
    responses: {
      200: {
        description: 'Prometheus text format 0.0.4',
        content: { 'text/plain': { schema: z.string() } },
      },
      ...problems([401, 404]),
    },
  },
};
