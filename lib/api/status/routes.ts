import { z } from '@hono/zod-openapi';
import { AppError } from '../../errors';
import { describeJson, problems } from '../description/parts';
import { jsonReply } from '../reply';
import type { ApiRoute } from '../route';

const tags = ['Status'];
const statusSchema = z.strictObject({ status: z.literal('ok') }).openapi('Status');

const aliveSchema = z
  .strictObject({
    status: z.enum(['ok', 'impaired']).openapi({
      description:
        '`impaired`: the ledger is halted, marks outside (witnesses, time stamps, write-once copies) are missing, or the newest change could not be written',
    }),
    ledger: z.enum(['signing', 'reading', 'halted']).openapi({
      description:
        '`reading`: another process signs. `halted`: choices and decisions go on, but nothing is signed until somebody looked: see the log of this process and `nattoku doctor`',
    }),
  })
  .openapi('Alive');

export const aliveRoute: ApiRoute = {
  method: 'GET',
  path: '/healthz',
  access: 'public',
  description: {
    tags,
    summary: 'This process runs, and how its ledger stands',
    responses: { 200: describeJson('It does', aliveSchema) },
  },
  // Never anything but 200: a halted ledger must not take away where people withdraw.
  handle({ runtime }) {
    const ledger = runtime.ledger.board.signing?.state ?? 'reading';
    const { alarms } = runtime.ledger.board;
    const impaired = ledger === 'halted' || alarms.size > 0;
    return jsonReply(200, { status: impaired ? 'impaired' : 'ok', ledger });
  },
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
