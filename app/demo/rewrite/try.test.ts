import { afterAll, describe, expect, it } from 'vitest';
import { setRuntime } from '@/lib/runtime/current';
import { openTemporaryRuntime, type TemporaryRuntime } from '@/lib/runtime/temporary';
import { findResult } from './results';
import { POST } from './try/route';

const opened: TemporaryRuntime[] = [];
afterAll(() => Promise.all(opened.map((temporary) => temporary.dispose())));

async function withDemo(demo: 'local' | 'off'): Promise<void> {
  const temporary = await openTemporaryRuntime({ DEMO: demo });
  opened.push(temporary);
  setRuntime(temporary.runtime);
}

function post(fields: Record<string, string>, site = 'same-origin'): Promise<Response> {
  const headers = { origin: 'http://localhost:3000', 'sec-fetch-site': site };
  const body = new URLSearchParams(fields);
  return POST(
    new Request('http://localhost:3000/demo/rewrite/try', { method: 'POST', body, headers }),
  );
}

describe('trying to rewrite the record', () => {
  it('is not there when the demo is off', async () => {
    await withDemo('off');
    expect((await post({ attack: 'edit' })).status).toBe(404);
  });

  it('takes forms from its own page alone, and attackers it knows', async () => {
    await withDemo('local');
    expect((await post({ attack: 'edit' }, 'cross-site')).status).toBe(403);
    expect((await post({ attack: 'everything' })).status).toBe(404);
  });

  it('leads to what came of it, and says when a record is too young', async () => {
    await withDemo('local');
    const answer = await post({ attack: 'edit' });
    expect(answer.status).toBe(303);
    const place = new URL(answer.headers.get('location') ?? '', 'http://localhost:3000');
    expect([place.pathname, place.hash]).toEqual(['/demo/rewrite', '#result']);
    const outcome = findResult(place.searchParams.get('tried') ?? '');
    expect(outcome).toEqual({ ok: false, reason: 'too_young' });
  });
});
