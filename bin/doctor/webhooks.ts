import type { Runtime } from '../../lib/runtime/model';
import { ill, well, type Finding } from './finding';

const HOUR_MS = 3_600_000;

/** Whether systems that asked to be told are: a receiver that fails for an hour is named. */
export async function checkWebhooks({
  store,
  clock,
}: Pick<Runtime, 'store' | 'clock'>): Promise<Finding[]> {
  const webhooks = await store.listWebhooks();
  const counts = await store.countDeliveries();
  const findings = webhooks.flatMap((row): Finding[] => {
    const { id, system, disabledWhy, failingSinceMs, problem } = row;
    const dead = counts.find(({ webhook, status }) => webhook === id && status === 'dead');
    const failing = failingSinceMs !== null && clock.now() - failingSinceMs >= HOUR_MS;
    const off = disabledWhy !== null && disabledWhy !== 'owner';
    if (!failing && !off && dead === undefined) return [];
    const said = [
      `${id} of ${system}`,
      ...(off ? [`turned off (${disabledWhy})`] : []),
      ...(failing ? [`nothing arrived since ${new Date(failingSinceMs).toISOString()}`] : []),
      ...(problem === null ? [] : [problem]),
      ...(dead === undefined ? [] : [`${String(dead.deliveries)} dead letters`]),
    ];
    const mend = 'mend the receiver, turn it on again, redeliver: /console/webhooks';
    return [ill('webhooks', said.join(', '), mend)];
  });
  if (findings.length > 0) return findings;
  const told = webhooks.filter(({ disabledAtMs }) => disabledAtMs === null).length;
  return [well('webhooks', told === 0 ? 'no system asked to be told' : `${String(told)} are told`)];
}
