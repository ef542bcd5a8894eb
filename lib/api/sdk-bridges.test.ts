/** Consent Mode, GPP and OpenFeature over real HTTP: what a person says is what they are told. */
import { GppModel } from '@iabgpp/cmpapi';
import { OpenFeature } from '@openfeature/server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowserClient, type BrowserClient } from '../../sdk/src/browser';
import { createClient, type Client } from '../../sdk/src/client';
import { startConsentMode } from '../../sdk/src/consent-mode';
import type { ChoiceRequest } from '../../sdk/src/contract';
import { startGpp } from '../../sdk/src/gpp';
import { createProvider } from '../../sdk/src/openfeature';
import { openApiUnderTest, type ApiUnderTest } from './under-test';

const GENEROUS = { timeoutMs: 60_000, writeTimeoutMs: 60_000 };
const PLACE = 'retargeting-ads';
const subject = { system: 'adtech', id: '12345' };

let api: ApiUnderTest;
let server: Client;
let browser: BrowserClient;
beforeAll(async () => {
  api = await openApiUnderTest();
  const scopes = ['decide', 'embed', 'choice:allow', 'choice:refuse'] as const;
  const key = await api.key({ system: 'adtech', scopes: [...scopes] });
  server = createClient({ origin: api.url, key, ...GENEROUS });
  browser = createBrowserClient({
    origin: api.url,
    timeoutMs: 60_000,
    async pass(touchpoint) {
      const made = await server.browserToken({ subject, touchpoint });
      if (!made.ok) throw new Error(made.cause);
      return made;
    },
  });
});
afterAll(async () => {
  await OpenFeature.close();
  await api.close();
});

const ADS = {
  subject,
  purposes: ['advertise'],
  channels: ['ads'],
  data: ['browsing', 'ad-identifiers'],
  surface: 'form',
} as const;
const CHOICES: Readonly<Record<'allow' | 'deny', ChoiceRequest>> = {
  allow: {
    ...ADS,
    type: 'allow',
    notice: { catalogueVersion: 1, locale: 'ja' },
    evidence: { kind: 'form', reference: 'A-1' },
  },
  deny: { ...ADS, type: 'deny', data: '*' },
};

async function say(type: 'allow' | 'deny'): Promise<void> {
  expect(await server.recordChoice(CHOICES[type])).toMatchObject({ ok: true });
}

describe('refused, permitted, withdrawn', () => {
  it('Consent Mode follows', async () => {
    const told: Record<string, string>[] = [];
    const mode = startConsentMode({
      gtag: (name, _, states) => {
        if (name === 'consent') told.push(states as Record<string, string>);
      },
      client: browser,
      places: [{ touchpoint: PLACE, purposes: ['advertise'] }],
    });
    const seen: string[] = [];
    for (const choice of [undefined, 'allow', 'deny'] as const) {
      if (choice !== undefined) await say(choice);
      await mode.refresh();
      seen.push(`${told.at(-1)?.ad_storage} ${told.at(-1)?.analytics_storage}`);
    }
    mode.stop();
    expect(seen).toEqual(['denied denied', 'granted denied', 'denied denied']);
  });

  it('the GPP string follows', async () => {
    const places = { sale: [{ touchpoint: PLACE }], sharing: [{ touchpoint: PLACE }] };
    const gpp = startGpp({
      ...{ client: browser, notice: true },
      places: { ...places, targetedAdvertising: [{ touchpoint: PLACE }] },
    });
    const seen: unknown[] = [];
    for (const choice of ['deny', 'allow', 'deny'] as const) {
      await say(choice);
      await gpp.refresh();
      seen.push(new GppModel(gpp.text()).getFieldValue('usnat', 'TargetedAdvertisingOptOut'));
    }
    gpp.stop();
    expect(seen).toEqual([1, 2, 1]);
  });

  it('OpenFeature follows, and a key that is not known is a no with its cause', async () => {
    await OpenFeature.setProviderAndWait(createProvider({ client: server, system: 'adtech' }));
    const flags = OpenFeature.getClient();
    const seen: unknown[] = [];
    for (const choice of ['deny', 'allow', 'deny'] as const) {
      await say(choice);
      const context = { targetingKey: subject.id, data: ['browsing'] };
      const { value, flagMetadata } = await flags.getBooleanDetails(PLACE, false, context);
      seen.push([value, flagMetadata.reason]);
    }
    expect(seen).toEqual([
      [false, 'withdrawn'],
      [true, 'allowed'],
      [false, 'withdrawn'],
    ]);
    const stranger = createClient({ origin: api.url, key: 'ntk_live_none', ...GENEROUS });
    await OpenFeature.setProviderAndWait(createProvider({ client: stranger, system: 'adtech' }));
    const told = await OpenFeature.getClient().getBooleanDetails(PLACE, true, {
      targetingKey: subject.id,
    });
    expect(told).toMatchObject({
      ...{ value: false, reason: 'ERROR', flagMetadata: { cause: 'status_401' } },
    });
  });
});
