import { describe, expect, it } from 'vitest';
import { describeForm, logQuestion, parseLogForm } from './log-question';

const ZONE = 'Asia/Tokyo';

function formOf(source: Record<string, unknown>) {
  const parsed = parseLogForm(source);
  if (!parsed.ok) throw new Error(parsed.field);
  return parsed.form;
}

describe('a search as it stands in a form', () => {
  it('takes days as days of the deployment’s zone, both included', () => {
    const question = logQuestion(formOf({ from: '2026-11-01', to: '2026-11-30' }), ZONE, undefined);
    expect(question).toEqual({
      notBy: 'watch',
      fromMs: Date.parse('2026-11-01T00:00:00+09:00'),
      toMs: Date.parse('2026-12-01T00:00:00+09:00'),
    });
  });

  it('has days of 23 and of 25 hours where clocks are changed', () => {
    const lengthOf = (day: string) => {
      const { fromMs = 0, toMs = 0 } = logQuestion(
        formOf({ from: day, to: day }),
        'Europe/Berlin',
        undefined,
      );
      return (toMs - fromMs) / 3_600_000;
    };
    expect(['2026-03-29', '2026-10-25', '2026-11-21'].map(lengthOf)).toEqual([23, 25, 24]);
  });

  it('takes empty fields for absent ones', () => {
    const empty = { from: '', to: '', kind: '', purpose: '', surface: '', by: '', before: '' };
    expect(logQuestion(formOf(empty), ZONE, undefined)).toEqual({ notBy: 'watch' });
  });

  it.each([
    ['from', { from: '2026-02-30' }],
    ['from', { from: '2026-13-01' }],
    ['from', { from: 'yesterday' }],
    ['to', { from: '2026-11-02', to: '2026-11-01' }],
    ['kind', { kind: 'everything' }],
    ['purpose', { purpose: "' OR 1=1" }],
    ['purpose', { purpose: ['a', 'b'] }],
    ['surface', { surface: '__proto__' }],
    ['by', { by: 'nobody' }],
    ['before', { before: '-1' }],
    ['before', { before: '1e999' }],
    ['case', { case: 'a b' }],
  ])('names the field it cannot read: %s', (field, source) => {
    expect(parseLogForm(source)).toEqual({ ok: false, field });
  });

  it('says in the log what was searched by, never who it was about', () => {
    const form = formOf({ kind: 'refused', surface: 'portal', case: 'SECRET', before: '7' });
    expect(describeForm(form)).toBe('kind=refused surface=portal one person');
    expect(describeForm({})).toBe('everything');
  });
});
