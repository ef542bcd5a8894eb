/**
 * The end of a decision on the plain listener: counted with a few additions. One that was answered
 * is no line in the log – there are thousands a second, and together they would tell who asked
 * when (decision record 0017); its span is recorded where a collector was named.
 */
import type { Runtime } from '../../runtime/model';
import type { Call } from '../route';
import type { Desk } from './traffic';
import { newRequestId, tell } from './watch';

const SINGLE = '/api/v1/decisions';

export function answeredDecision(
  runtime: Runtime,
  desk: Desk,
  call: Call,
  told: { readonly route: string; readonly status: number; readonly startedAt: number },
): void {
  const { gate, meter, spans, chatty } = desk;
  const { route, status, startedAt } = told;
  gate.left('decision');
  const seconds = (performance.now() - startedAt) / 1000;
  (route === SINGLE ? meter.decisions : meter.batches).observe(seconds);
  const well = status === 200;
  if (!well) meter.request('POST', route, status);
  if (well && !chatty && spans === undefined) return;
  const { keyId } = call;
  const traceparent = call.header('traceparent');
  const request = {
    id: newRequestId(),
    method: 'POST',
    route,
    status,
    keyId,
    startedAt,
    traceparent,
  };
  tell(runtime, desk, request, well || runtime.env.demo === 'local');
}
