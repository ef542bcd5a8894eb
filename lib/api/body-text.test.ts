// Bodies as clients send them: of a told length, or in pieces; too much of either is refused.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiUnderTest, type ApiUnderTest } from './under-test';

let api: ApiUnderTest;
let key: string;
beforeAll(async () => {
  api = await openApiUnderTest();
  key = await api.key({ scopes: ['choice:refuse', 'decide'] });
});
afterAll(() => api.close());

const refusal = {
  ...{ subject: { system: 'shop', id: 'pieces' }, type: 'deny', surface: 'call' },
  ...{ purposes: '*', channels: '*', data: '*' },
};

function sendPieces(pieces: readonly Uint8Array[], path = '/api/v1/choices'): Promise<Response> {
  const left = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
  });
  const headers = {
    ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    'idempotency-key': '"pieces"',
  };
  const init: RequestInit & { readonly duplex: 'half' } = {
    ...{ method: 'POST', body, headers, duplex: 'half' },
  };
  return fetch(api.url + path, init);
}

describe('a body sent in pieces', () => {
  it('is read like any other, wherever it was cut', async () => {
    const bytes = Buffer.from(
      JSON.stringify({ ...refusal, subject: { system: 'shop', id: '花' } }),
    );
    const before = await api.entries();
    for (const cut of [1, bytes.indexOf(0xe8) + 1, bytes.length - 1]) {
      const answer = await sendPieces([bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(answer.status).toBe(201);
    }
    expect(await api.entries()).toBe(before + 1);
  });

  it('is answered by its own questions, however many come in pieces at the same time', async () => {
    const batches = Array.from({ length: 24 }, (_, nth) =>
      Array.from({ length: 40 + nth * 7 }, (__, at) =>
        (nth * 31 + at * at) % 3 === 0 ? 'home-hero' : 'shop-for-you',
      ),
    );
    const answers = await Promise.all(
      batches.map(async (places, nth) => {
        const subject = { system: 'shop', id: `member-${String(nth)}` };
        const evaluations = places.map((touchpoint) => ({ subject, touchpoint }));
        const bytes = Buffer.from(JSON.stringify({ evaluations }));
        const cuts = [0, 1 + nth * 97, bytes.length - 1 - nth * 13, bytes.length];
        const pieces = cuts.slice(1).map((cut, at) => bytes.subarray(cuts[at], cut));
        const answer = await sendPieces(pieces, '/api/v1/decisions/batch');
        const { decisions } = (await answer.json()) as { decisions: { touchpoint: string }[] };
        return decisions.map(({ touchpoint }) => touchpoint);
      }),
    );
    expect(answers).toEqual(batches);
  });

  it('is refused where it is too large, no text or nothing, and records nothing', async () => {
    const before = await api.entries();
    const large = Array.from({ length: 40 }, () => Buffer.alloc(4096, 32));
    const answers = [
      await sendPieces(large).catch(() => undefined),
      await sendPieces([Buffer.of(0x22, 0xff, 0x22)]),
      await sendPieces([]),
    ];
    // The connection is closed on what is too large: a client may see that before the answer.
    expect([undefined, 413]).toContain(answers[0]?.status);
    expect(answers.slice(1).map((answer) => answer?.status)).toEqual([400, 400]);
    expect(await api.entries()).toBe(before);
  });
});
