import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failed } from './answer';
import { SIGNALS, startConsentMode, type ConsentPlace, type Signal } from './consent-mode';
import { LEASE_MS, permit, refuse, scripted, type ScriptedClient } from './standing.test-support';

const ADS: ConsentPlace = { touchpoint: 'retargeting-ads', purposes: ['advertise'] };
const SOCIAL: ConsentPlace = { touchpoint: 'social-ads', purposes: ['advertise'] };
const MEASURE: ConsentPlace = { touchpoint: 'effect-measuring', purposes: ['measure'] };
const AD_SIGNALS = ['ad_storage', 'ad_user_data', 'ad_personalization'];

let commands: (readonly unknown[])[];
const running: { stop(): void }[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  commands = [];
});
afterEach(() => {
  for (const one of running.splice(0)) one.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function start(client: ScriptedClient, places: readonly ConsentPlace[] = [ADS]) {
  const mode = startConsentMode({ gtag: (...command) => commands.push(command), client, places });
  running.push(mode);
  return mode;
}
/** What Google's tags were told last. */
function told(): readonly Signal[] {
  const states = commands.findLast(([name]) => name === 'consent')?.[2] as Record<Signal, string>;
  return SIGNALS.filter((signal) => states[signal] === 'granted');
}
const settle = () => vi.advanceTimersByTimeAsync(1);

describe('before an answer', () => {
  it('everything is denied at once, before anything is asked or told', () => {
    const client = scripted({ 'retargeting-ads': permit('retargeting-ads') });
    start(client);
    const denied = Object.fromEntries(SIGNALS.map((signal) => [signal, 'denied']));
    expect(commands).toEqual([
      ['set', 'ads_data_redaction', true],
      ['set', 'url_passthrough', false],
      ['consent', 'default', { ...denied, wait_for_update: 500 }],
    ]);
  });

  it('a client that never answers, throws or fails grants nothing, ever', async () => {
    const client = scripted({});
    start(client, [ADS, SOCIAL, MEASURE]);
    client.say.set('social-ads', new Error('broken'));
    client.say.set('effect-measuring', () => failed('unavailable', 'network', 'nothing'));
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(told()).toEqual([]);
  });
});

describe('after an answer', () => {
  it('a permit grants the signals of its purposes and no others', async () => {
    const mode = start(scripted({ 'retargeting-ads': permit('retargeting-ads') }));
    await settle();
    expect(told()).toEqual(AD_SIGNALS);
    expect(mode.granted()).toEqual(AD_SIGNALS);
  });

  it('a no is told too, so that tags need not wait', async () => {
    start(scripted({ 'retargeting-ads': refuse('retargeting-ads') }));
    await settle();
    expect(commands.map(([, kind]) => kind).slice(2)).toEqual(['default', 'update']);
    expect(told()).toEqual([]);
  });

  it('every place that stands for a signal must be permitted', async () => {
    const client = scripted({
      'retargeting-ads': permit('retargeting-ads'),
      'social-ads': refuse('social-ads'),
      'effect-measuring': permit('effect-measuring'),
    });
    const mode = start(client, [ADS, SOCIAL, MEASURE]);
    await settle();
    expect(told()).toEqual(['analytics_storage']);
    client.say.set('social-ads', permit('social-ads'));
    await mode.refresh();
    expect(told()).toEqual([...AD_SIGNALS, 'analytics_storage']);
  });

  it('a permit with a duty grants nothing: a tag of Google cannot comply with it', async () => {
    const obligations = [{ id: 'x', type: 'suppress-purchased', properties: {} }];
    start(scripted({ 'retargeting-ads': permit('retargeting-ads', { obligations }) }));
    await settle();
    expect(told()).toEqual([]);
  });

  it('what is not exactly a permit with an end that lies ahead grants nothing', async () => {
    for (const parts of [
      { decision: 'true' },
      { validUntil: 'soon' },
      { validUntil: '2020-01-01' },
    ]) {
      start(scripted({ 'retargeting-ads': permit('retargeting-ads', parts) }));
      await settle();
      expect([parts, told()]).toEqual([parts, []]);
    }
  });

  it('an unknown purpose, or one named like a part of every object, grants nothing', async () => {
    const purposes = ['constructor', '__proto__', 'receive'];
    start(scripted({ x: permit('x') }), [{ touchpoint: 'x', purposes }]);
    await settle();
    expect(told()).toEqual([]);
  });
});

describe('a permit is a lease', () => {
  it('it is asked for again before it ends, and told only when something changed', async () => {
    const client = scripted({ 'retargeting-ads': permit('retargeting-ads') });
    start(client);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told()).toEqual(AD_SIGNALS);
    expect(commands.filter(([, kind]) => kind === 'update')).toHaveLength(1);
    expect(client.asked.length).toBeGreaterThan(60_000 / LEASE_MS);
  });

  it('it ends when nothing answers any more, and not before', async () => {
    const client = scripted({ 'retargeting-ads': permit('retargeting-ads') });
    const mode = start(client);
    await settle();
    client.say.set('retargeting-ads', () => failed('unavailable', 'timeout', 'nothing'));
    await vi.advanceTimersByTimeAsync(LEASE_MS - 100);
    expect(told()).toEqual(AD_SIGNALS);
    await vi.advanceTimersByTimeAsync(100);
    expect([told(), mode.granted()]).toEqual([[], []]);
    client.say.set('retargeting-ads', permit('retargeting-ads'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told()).toEqual(AD_SIGNALS);
  });

  it('a no takes it back at once', async () => {
    const client = scripted({ 'retargeting-ads': permit('retargeting-ads') });
    const mode = start(client);
    await settle();
    client.say.set('retargeting-ads', refuse('retargeting-ads'));
    await mode.refresh();
    expect(told()).toEqual([]);
  });

  it('an answer to an earlier question says nothing any more', async () => {
    const client = scripted({});
    let late: (() => void) | undefined;
    const first = new Promise<ReturnType<ReturnType<typeof permit>>>((resolve) => {
      late = () => resolve(permit('retargeting-ads')());
    });
    const decide = vi.spyOn(client, 'decide').mockReturnValueOnce(first);
    decide.mockResolvedValue(refuse('retargeting-ads')());
    const mode = start(client);
    await mode.refresh();
    late?.();
    await settle();
    expect(told()).toEqual([]);
  });

  it('a calendar that is set back does not make it longer', async () => {
    const client = scripted({ 'retargeting-ads': permit('retargeting-ads') });
    const mode = start(client);
    await settle();
    client.say.delete('retargeting-ads');
    vi.setSystemTime(Date.now() - 3_600_000);
    await vi.advanceTimersByTimeAsync(LEASE_MS);
    expect([told(), mode.granted()]).toEqual([[], []]);
  });

  it('an end far ahead is not believed for more than ten seconds', async () => {
    const validUntil = '2999-01-01T00:00:00Z';
    const client = scripted({ 'retargeting-ads': permit('retargeting-ads', { validUntil }) });
    const mode = start(client);
    await settle();
    client.say.delete('retargeting-ads');
    await vi.advanceTimersByTimeAsync(10_000);
    expect([told(), mode.granted()]).toEqual([[], []]);
  });

  it('a page out of view asks nothing and loses its grants; back in view it asks again', async () => {
    const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    vi.stubGlobal('document', document);
    const client = scripted({ 'retargeting-ads': permit('retargeting-ads') });
    start(client);
    await settle();
    document.visibilityState = 'hidden';
    await vi.advanceTimersByTimeAsync(60_000);
    expect([told(), client.asked.length]).toEqual([[], 1]);
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    expect(told()).toEqual(AD_SIGNALS);
  });

  it('a page that was out of view just when it would have asked goes on where it was', async () => {
    const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    vi.stubGlobal('document', document);
    start(scripted({ 'retargeting-ads': permit('retargeting-ads') }));
    await settle();
    document.visibilityState = 'hidden';
    await vi.advanceTimersByTimeAsync(LEASE_MS - 500);
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told()).toEqual(AD_SIGNALS);
    expect(commands.filter(([, kind]) => kind === 'update')).toHaveLength(1);
  });

  it('stopped, everything is denied and nothing is asked any more', async () => {
    const client = scripted({ 'retargeting-ads': permit('retargeting-ads') });
    const mode = start(client);
    await settle();
    mode.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([told(), client.asked.length]).toEqual([[], 1]);
  });
});
