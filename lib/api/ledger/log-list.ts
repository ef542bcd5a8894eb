/** Where the logs are and which keys sign them: the first thing an auditor fetches. */
import { z } from '@hono/zod-openapi';
import type { Runtime } from '../../runtime/model';
import { describeJson } from '../description/parts';
import { JSON_TYPE } from '../reply';
import type { ApiRoute } from '../route';
import { openReply } from './open-reply';

const schema = z
  .strictObject({
    logs: z
      .array(
        z.strictObject({
          origin: z.string(),
          vkeys: z.array(z.string()).readonly(),
          prefix: z.string(),
          firstSeq: z.int(),
          closed: z.boolean(),
        }),
      )
      .readonly(),
    policy: z.string().openapi({ description: 'C2SP tlog-policy' }),
    retention: z
      .record(z.string(), z.string())
      .openapi({ description: 'How long personal data is kept, by language' }),
  })
  .openapi('ConsentLog');

/** In the words of the catalogue in force; empty before anything is published. */
function retentionOf(runtime: Runtime): Readonly<Record<string, string>> {
  try {
    const { notice } = runtime.catalogues.current().catalogue;
    return Object.fromEntries(
      Object.entries(notice).map(([locale, { retention }]) => [locale, retention]),
    );
  } catch {
    return {};
  }
}

export const logListRoute: ApiRoute = {
  method: 'GET',
  path: '/.well-known/consent-log.json',
  access: 'public',
  description: {
    tags: ['Ledger'],
    summary: 'The logs of this deployment, current first, and whom to believe about them',
    responses: { 200: describeJson('Logs, keys, policy', schema) },
  },
  async handle({ runtime }) {
    const logs = await runtime.ledger.logs();
    const body: z.infer<typeof schema> = {
      logs: logs.map(({ origin, name, vkeys, firstSeq, closedSeq }) => {
        return { origin, vkeys, prefix: `/ledger/${name}`, firstSeq, closed: closedSeq !== null };
      }),
      policy: await runtime.ledger.policy(),
      retention: retentionOf(runtime),
    };
    return openReply(JSON_TYPE, JSON.stringify(body), 'public, max-age=60');
  },
};
