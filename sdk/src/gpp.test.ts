/** Our strings against the examples of the specification and the IAB's own reader and writer. */
import { GppModel } from '@iabgpp/cmpapi';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { base64Url, fibonacciBits, headerOf, integerBits } from './gpp/bits';
import { OPT_OUTS } from './gpp/us-national';
import { gppString, startGpp, usNational, type GppOptions, type UsNationalFacts } from './gpp';
import { permit, refuse, scripted, type ScriptedClient } from './standing.test-support';

const NOBODY = { sale: false, sharing: false, targetedAdvertising: false };
const EVERYTHING = { sale: true, sharing: true, targetedAdvertising: true };
const facts = fc.record(
  {
    permitted: fc.record({
      sale: fc.boolean(),
      sharing: fc.boolean(),
      targetedAdvertising: fc.boolean(),
    }),
    notice: fc.boolean(),
    gpc: fc.boolean(),
    sensitive: fc.uniqueArray(fc.integer({ min: 1, max: 16 })),
    mspa: fc.record({ optOutOption: fc.boolean(), serviceProvider: fc.boolean() }),
  },
  { requiredKeys: ['permitted', 'notice', 'gpc'] },
);

describe('how a string is written', () => {
  it('numbers are Fibonacci sums as the specification writes them', () => {
    const table = ['11', '011', '0011', '1011', '00011', '10011', '01011'];
    expect(table.map((_, at) => fibonacciBits(at + 1))).toEqual(table);
    for (const wrong of [0, -1, 1.5]) expect(() => fibonacciBits(wrong)).toThrow(RangeError);
  });

  it('headers are those of the specification', () => {
    expect(headerOf([2])).toBe('DBABMA');
    expect(headerOf([2, 6])).toBe('DBACNYA');
    expect(headerOf([5, 6])).toBe('DBABjw');
    expect(headerOf([7])).toBe('DBABLA');
  });

  it('a number that does not fit is refused, not cut', () => {
    for (const [value, length] of [
      [4, 2],
      [-1, 2],
      [0.5, 6],
    ] as const) {
      expect(() => integerBits(value, length)).toThrow(RangeError);
    }
    expect(base64Url('1')).toBe('gA');
  });

  it("the IAB's reader reads every field of every string as it was meant", () => {
    fc.assert(
      fc.property(facts, (given: UsNationalFacts) => {
        const read = new GppModel(gppString(given));
        expect(read.getSectionIds()).toEqual([7]);
        const { core, gpc } = usNational(given);
        for (const [name, value] of Object.entries(core)) {
          expect([name, read.getFieldValue('usnat', name)]).toEqual([name, value]);
        }
        expect(read.getFieldValue('usnat', 'Gpc')).toBe(gpc.Gpc);
      }),
    );
  });

  it("the IAB's writer writes the same string, character for character", () => {
    fc.assert(
      fc.property(facts, (given: UsNationalFacts) => {
        const model = new GppModel();
        const { core, gpc } = usNational(given);
        for (const [name, value] of Object.entries(core)) model.setFieldValue('usnat', name, value);
        model.setFieldValue('usnat', 'Gpc', gpc.Gpc);
        expect(gppString(given)).toBe(model.encode());
      }),
    );
  });
});

describe('what a string says', () => {
  it('"did not opt out" only of a permit, on a page that tells of the opt-out', () => {
    fc.assert(
      fc.property(facts, (given: UsNationalFacts) => {
        const { core } = usNational(given);
        const said = [core.SaleOptOut, core.SharingOptOut, core.TargetedAdvertisingOptOut];
        const meant = OPT_OUTS.map((what) => (given.permitted[what] && given.notice ? 2 : 1));
        expect(said).toEqual(meant);
      }),
    );
  });

  it('never a consent: not for sensitive data, not for a child, not for other purposes', () => {
    fc.assert(
      fc.property(facts, (given: UsNationalFacts) => {
        const { core } = usNational(given);
        expect([...core.SensitiveDataProcessing, core.PersonalDataConsents]).not.toContain(2);
        expect(core.KnownChildSensitiveDataConsents).not.toContain(2);
      }),
    );
  });

  it('nothing by which a child differs from anybody else who is told no', () => {
    const no = usNational({ permitted: NOBODY, notice: true, gpc: false });
    expect(no.core.KnownChildSensitiveDataConsents).toEqual([1, 1, 1]);
    const yes = usNational({ permitted: EVERYTHING, notice: true, gpc: false });
    expect(yes.core.KnownChildSensitiveDataConsents).toEqual([0, 0, 0]);
  });

  it('no covered transaction unless you signed the agreement', () => {
    const { core } = usNational({ permitted: EVERYTHING, notice: true, gpc: false });
    expect([core.MspaCoveredTransaction, core.MspaOptOutOptionMode]).toEqual([2, 0]);
  });
});

describe('__gpp of a page', () => {
  type Api = (command: unknown, callback?: unknown, parameter?: unknown) => void;
  const page = globalThis as { __gpp?: Api | undefined };
  const running: { stop(): void }[] = [];
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    for (const one of running.splice(0)) one.stop();
    delete page.__gpp;
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const ADS = [{ touchpoint: 'retargeting-ads' }];
  function start(client: ScriptedClient, more: Partial<GppOptions> = {}) {
    const places = { sale: ADS, sharing: ADS, targetedAdvertising: ADS };
    const gpp = startGpp({ client, places, notice: true, ...more });
    running.push(gpp);
    return gpp;
  }
  function call(command: string, parameter?: unknown): unknown {
    let answer: unknown = 'no call back';
    page.__gpp?.(
      command,
      (data: unknown, success: boolean) => (answer = { data, success }),
      parameter,
    );
    return answer;
  }
  const optedOut = (text: string) => new GppModel(text).getFieldValue('usnat', 'SaleOptOut') === 1;
  const settle = () => vi.advanceTimersByTimeAsync(1);

  it('answers at once: opted out, and not ready before the first answer', async () => {
    const client = scripted({ 'retargeting-ads': permit('retargeting-ads') });
    const gpp = start(client, { cmpId: 31 });
    expect(call('ping')).toMatchObject({
      data: { cmpStatus: 'loaded', signalStatus: 'not ready', cmpId: 31, applicableSections: [7] },
      success: true,
    });
    expect(call('getField', 'usnat.SaleOptOut')).toEqual({ data: 1, success: true });
    await settle();
    expect(call('ping')).toMatchObject({ data: { signalStatus: 'ready', gppString: gpp.text() } });
    expect(call('getField', 'usnat.SaleOptOut')).toEqual({ data: 2, success: true });
    expect(optedOut(gpp.text())).toBe(false);
  });

  it('tells its listeners in the order of the specification, at every change and lease end', async () => {
    const client = scripted({ 'retargeting-ads': permit('retargeting-ads') });
    const gpp = start(client);
    const seen: unknown[] = [];
    page.__gpp?.('addEventListener', ({ eventName, data, listenerId }: Record<string, unknown>) => {
      seen.push([eventName, data, listenerId]);
    });
    const change = [
      ['signalStatus', 'not ready', 1],
      ['sectionChange', 'usnat', 1],
      ['signalStatus', 'ready', 1],
    ];
    await settle();
    expect(seen).toEqual([['listenerRegistered', true, 1], ...change]);
    client.say.set('retargeting-ads', refuse('retargeting-ads'));
    await gpp.refresh();
    expect(optedOut(gpp.text())).toBe(true);
    expect(seen.slice(4)).toEqual(change);
    client.say.set('retargeting-ads', permit('retargeting-ads'));
    await gpp.refresh();
    client.say.delete('retargeting-ads');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(optedOut(gpp.text())).toBe(true);
    expect(seen.slice(7)).toEqual([...change, ...change]);
    expect(call('removeEventListener', 1)).toEqual({ data: true, success: true });
    expect(call('removeEventListener', 1)).toEqual({ data: false, success: true });
  });

  it('an opt-out that no place stands for is opted out of', async () => {
    const client = scripted({ 'retargeting-ads': permit('retargeting-ads') });
    start(client, { places: { sale: [], sharing: ADS, targetedAdvertising: ADS } });
    await settle();
    expect(call('getField', 'usnat.SaleOptOut')).toEqual({ data: 1, success: true });
    expect(call('getField', 'usnat.SharingOptOut')).toEqual({ data: 2, success: true });
  });

  it('says what the browser says of GPC, and that the section is not in force where it is not', async () => {
    vi.stubGlobal('navigator', { globalPrivacyControl: true });
    start(scripted({}), { applies: false });
    expect(call('getSection', 'usnat')).toMatchObject({
      data: [{ Version: 2 }, { SubsectionType: 1, Gpc: true }],
    });
    expect(call('ping')).toMatchObject({ data: { applicableSections: [-1] } });
  });

  it('a section or a field it has not, an unknown command, no callback: said, or nothing', () => {
    start(scripted({}));
    expect(call('hasSection', 'usnat')).toEqual({ data: true, success: true });
    expect(call('hasSection', 'tcfeuv2')).toEqual({ data: false, success: true });
    expect(call('getSection', 'tcfeuv2')).toEqual({ data: null, success: true });
    for (const field of ['usnat.None', 'usnat.constructor', 'tcfeuv2.Version', 'usnat', 'a.b.c']) {
      expect([field, call('getField', field)]).toEqual([field, { data: null, success: true }]);
    }
    expect(call('constructor')).toEqual({ data: null, success: false });
    expect(() => page.__gpp?.('ping')).not.toThrow();
  });

  it('a listener that throws does not keep the next from hearing', async () => {
    start(scripted({ 'retargeting-ads': permit('retargeting-ads') }));
    let heard = 0;
    page.__gpp?.('addEventListener', () => {
      throw new Error('a vendor');
    });
    page.__gpp?.('addEventListener', () => (heard += 1));
    await expect(settle()).rejects.toThrow('a vendor');
    expect(heard).toBe(4);
  });

  it('takes over what was asked of a stub before it', async () => {
    const heard: unknown[] = [];
    const listener = ({ eventName, listenerId }: Record<string, unknown>) =>
      heard.push([eventName, listenerId]);
    const ping = vi.fn();
    page.__gpp = Object.assign(() => undefined, {
      queue: [['ping', ping]],
      events: [{ id: 7, callback: listener }],
    });
    start(scripted({ 'retargeting-ads': permit('retargeting-ads') }));
    expect(ping).toHaveBeenCalledWith(expect.objectContaining({ cmpStatus: 'loaded' }), true);
    await settle();
    expect(heard).toContainEqual(['signalStatus', 7]);
    page.__gpp('addEventListener', listener);
    expect(heard.at(-1)).toEqual(['listenerRegistered', 8]);
  });
});
