import { z } from '@hono/zod-openapi';
import { AppError } from '../../errors';
import { describeJson, problems } from '../description/parts';
import { jsonReply } from '../reply';
import type { ApiRoute } from '../route';

const tags = ['Status'];
const statusSchema = z.strictObject({ status: z.literal('ok') }).openapi('Status');

export const aliveRoute: ApiRoute = {
  method: 'GET',
  path: '/healthz',
  access: 'public',
  description: {
    tags,
    summary: 'This process runs',
    responses: { 200: describeJson('It does', statusSchema) },
  },
  handle: () => jsonReply(200, { status: 'ok' }),
};

export const readyRoute: ApiRoute = {
  method: 'GET',
  path: '/readyz',
  access: 'public',
  description: {
    tags,
    summary: 'Questions can be answered: the database answers and a catalogue is published',
    responses: { 200: describeJson('They can', statusSchema), ...problems([503]) },
  },
  async handle({ runtime }) {
    try {
      await runtime.store.ping();
      await runtime.subjects.fresh();
      runtime.catalogues.current();
    } catch (cause) {
      throw new AppError('unavailable', 'not ready', { cause });
    }
    return jsonReply(200, { status: 'ok' });
  },
};

export const gpcRoute: ApiRoute = {
  method: 'GET',
  path: '/.well-known/gpc.json',
  access: 'public',
  description: {
    tags,
    summary: "A browser's opt-out signal (GPC) is honoured here",
    responses: {
      200: describeJson(
        'Since the day the catalogue was published',
        z.strictObject({ gpc: z.literal(true), lastUpdate: z.iso.date() }),
      ),
    },
  },
  handle({ runtime }) {
    const { publishedAtMs } = runtime.catalogues.current().catalogue;
    const lastUpdate = new Date(publishedAtMs).toISOString().slice(0, 10);
    return jsonReply(200, { gpc: true, lastUpdate }, { 'cache-control': 'public, max-age=3600' });
  },
};
