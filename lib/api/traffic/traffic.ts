/** What one process keeps about what it is asked over HTTP; one a runtime, nothing durable. */
import type { Runtime } from '../../runtime/model';
import { Allowances } from './allowances';
import { Gate, watchEventLoop } from './gate';
import { Meter } from './meter';
import { Rounds } from './rounds';
import { SlowBodies } from './slow-bodies';
import { Spans } from './spans';

export interface Desk {
  readonly allowances: Allowances;
  readonly gate: Gate;
  readonly meter: Meter;
  readonly bodies: SlowBodies;
  readonly rounds: Rounds;
  /** Only where a collector was named. */
  readonly spans: Spans | undefined;
  /** What answered decisions are logged at too; false unless somebody looks for a fault. */
  readonly chatty: boolean;
}

const desks = new WeakMap<Runtime, Desk>();

export function trafficOf(runtime: Runtime): Desk {
  const known = desks.get(runtime);
  if (known !== undefined) return known;
  const { clock, env, log } = runtime;
  const desk: Desk = {
    allowances: new Allowances(clock),
    gate: new Gate(),
    meter: new Meter(),
    bodies: new SlowBodies(),
    rounds: new Rounds(),
    spans: env.traces && new Spans(env.traces, log),
    chatty: log.isLevelEnabled('debug'),
  };
  desks.set(runtime, desk);
  return desk;
}

/** From here on what is too much, or too slow, is let go. Resolves when the last traces are sent. */
export function watchTraffic(runtime: Runtime): { stop(): Promise<void> } {
  const { bodies, gate, meter, rounds, spans } = trafficOf(runtime);
  const ends = [
    watchEventLoop(gate, rounds),
    bodies.watch((cut) => {
      meter.cut += cut;
    }),
  ];
  return {
    async stop() {
      for (const end of ends) end();
      await spans?.close();
    },
  };
}
