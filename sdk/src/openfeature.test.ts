/** The provider in OpenFeature's own server SDK. */
import {
  OpenFeature,
  type Client as Flags,
  type JsonValue,
  type Provider,
} from '@openfeature/server-sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { failed, type Decision } from './answer';
import type { DecisionRequest } from './contract';
import { createProvider } from './openfeature';
import { answerOf } from './standing.test-support';

const FLAG = 'shop-for-you';
const ANNA = { targetingKey: '12345' };

afterEach(() => OpenFeature.clearProviders());

async function flags(
  answer: () => Promise<Decision>,
  asked: DecisionRequest[] = [],
): Promise<Flags> {
  const client = {
    decide(question: DecisionRequest) {
      asked.push(question);
      return answer();
    },
  };
  const provider: Provider = createProvider({ client, system: 'shop' });
  await OpenFeature.setProviderAndWait(provider);
  return OpenFeature.getClient();
}
const says = (parts: Readonly<Record<string, unknown>>) => () =>
  Promise.resolve(answerOf(FLAG, parts));

describe('a flag is a place, a targeting key a person', () => {
  it('a permit is true, a no is false, whatever default was given, each with its reason', async () => {
    const client = await flags(says({ decision: true, reason: 'allowed' }));
    expect(await client.getBooleanDetails(FLAG, false, ANNA)).toMatchObject({
      ...{ value: true, variant: 'personal', reason: 'TARGETING_MATCH' },
      flagMetadata: { reason: 'allowed', otherwise: 'generic', decisionId: 'd' },
    });
    for (const [reason, standard] of [
      ['withdrawn', 'TARGETING_MATCH'],
      ['never_asked', 'DEFAULT'],
      ['touchpoint_retired', 'DISABLED'],
      ['stale', 'STALE'],
      [undefined, 'TARGETING_MATCH'],
    ]) {
      const no = await flags(says({ reason }));
      const told = await no.getBooleanDetails(FLAG, true, ANNA);
      expect(told).toMatchObject({ value: false, variant: 'generic', reason: standard });
    }
  });

  it('the question names the system, the person, the data, the signal and the token', async () => {
    const asked: DecisionRequest[] = [];
    const client = await flags(says({}), asked);
    await client.getBooleanValue(FLAG, false, ANNA);
    const context = { ...ANNA, data: ['purchases'], gpc: true, consentToken: 't', plan: 'gold' };
    await client.getBooleanValue(FLAG, false, context);
    const subject = { system: 'shop', id: '12345' };
    expect(asked).toEqual([
      { subject, touchpoint: FLAG },
      { subject, touchpoint: FLAG, data: ['purchases'], signals: { gpc: true }, consentToken: 't' },
    ]);
  });

  it('a text says what to show, an object is the whole answer', async () => {
    const client = await flags(says({}));
    expect(await client.getStringValue(FLAG, 'personal', ANNA)).toBe('generic');
    const wished: JsonValue = { decision: true };
    expect(await client.getObjectValue(FLAG, wished, ANNA)).toMatchObject({
      ...{ decision: false, reason: 'refused', touchpoint: FLAG },
    });
    const yes = await flags(says({ decision: true }));
    expect(await yes.getStringValue(FLAG, 'nothing', ANNA)).toBe('personal');
  });
});

describe('while no answer can be had', () => {
  const broken: Readonly<Record<string, () => Promise<Decision>>> = {
    'the server cannot be reached': () =>
      Promise.resolve(failed('unavailable', 'network', 'nothing')),
    'the client throws': () => Promise.reject(new Error('broken')),
    'the place is unknown': says({ reason: 'unknown_touchpoint', otherwise: 'nothing' }),
    'something like a permit comes': says({ decision: 'true', reason: 'error' }),
  };
  it.each(Object.entries(broken))('%s: false, even where true was wished', async (_, answer) => {
    const client = await flags(answer);
    for (const wished of [true, false]) {
      const told = await client.getBooleanDetails(FLAG, wished, ANNA);
      expect([told.value, told.reason]).toEqual([false, 'ERROR']);
    }
    expect(await client.getStringValue(FLAG, 'personal', ANNA)).not.toBe('personal');
    const object = await client.getObjectValue<JsonValue>(FLAG, { decision: true }, ANNA);
    expect(object).not.toMatchObject({ decision: true });
  });

  it('nobody named, or a context that cannot be read, is an error and asks nothing', async () => {
    const asked: DecisionRequest[] = [];
    const client = await flags(says({ decision: true }), asked);
    for (const [context, code] of [
      [{}, 'TARGETING_KEY_MISSING'],
      [{ targetingKey: '' }, 'TARGETING_KEY_MISSING'],
      [{ ...ANNA, data: 'purchases' }, 'INVALID_CONTEXT'],
      [{ ...ANNA, gpc: '1' }, 'INVALID_CONTEXT'],
      [{ ...ANNA, consentToken: 1 }, 'INVALID_CONTEXT'],
    ] as const) {
      const told = await client.getBooleanDetails(FLAG, false, context);
      expect([told.value, told.errorCode]).toEqual([false, code]);
      expect(await client.getBooleanValue(FLAG, true, context)).toBe(false);
    }
    expect(asked).toEqual([]);
  });

  it('an unknown place is a flag that was not found, for the hooks of OpenFeature', async () => {
    const client = await flags(says({ reason: 'unknown_touchpoint' }));
    const told = await client.getBooleanDetails(FLAG, false, ANNA);
    expect(told.errorCode).toBe('FLAG_NOT_FOUND');
  });

  it('a number is never an answer', async () => {
    const client = await flags(says({ decision: true }));
    const told = await client.getNumberDetails(FLAG, 0, ANNA);
    expect([told.value, told.errorCode]).toEqual([0, 'TYPE_MISMATCH']);
  });
});
