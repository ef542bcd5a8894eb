/**
 * What is told about this process (API.md "/metrics"): counts by touchpoint, reason, route and
 * status – never a person, a system's identifier or a key. Labels come from the catalogue, from
 * our route table and from closed vocabularies.
 */
import { deskOf } from '../../asking/desk';
import { countedOutcomes } from '../../asking/outcomes';
import { hubOf } from '../../delivery/changes/hub';
import { countFailures, WORKS } from '../../runtime/look-again';
import type { Runtime } from '../../runtime/model';
import type { Standing } from '../../transparency/model';
import { readWatch } from '../../watch/standing';
import { TRAFFIC } from '../traffic/classes';
import type { Histogram } from '../traffic/meter';
import { trafficOf } from '../traffic/traffic';
import { type Exposition, type Sample } from './exposition';

function decisions(to: Exposition, runtime: Runtime): void {
  const { failures, tallies } = deskOf(runtime);
  const outcomes = countedOutcomes()
    .filter(({ answers }) => answers > 0)
    .map(({ touchpoint, decision, reason, answers }): Sample => {
      return [{ touchpoint, decision: String(decision), reason }, answers];
    });
  to.counter(
    'nattoku_decisions_total',
    'Answers by touchpoint and reason; "" for what the catalogue does not know and where staff look on',
    outcomes,
  );
  to.counter('nattoku_decision_failures_total', 'Answers that were a no because something failed', [
    [{}, failures],
  ]);
  to.counter('nattoku_tallies_dropped_total', 'Counts for people that did not fit in memory', [
    [{}, tallies.dropped()],
  ]);
}

function requests(to: Exposition, runtime: Runtime): void {
  const { meter, gate, rounds, spans } = trafficOf(runtime);
  const answered = (histogram: Histogram): number =>
    histogram.counts.reduce((sum, count) => sum + count, 0);
  const others = [...meter.requests.values()];
  const refused = (route: string): number =>
    others.reduce((sum, one) => (one.route === route ? sum + one.requests : sum), 0);
  const onPlainListener = (
    [
      ['/api/v1/decisions', meter.decisions],
      ['/api/v1/decisions/batch', meter.batches],
    ] as const
  ).map(([route, histogram]): Sample => {
    return [{ method: 'POST', route, status: 200 }, answered(histogram) - refused(route)];
  });
  to.counter('nattoku_requests_total', 'Requests that ended, by route and status', [
    ...onPlainListener,
    ...others.map(({ method, route, status, requests: count }): Sample => {
      return [{ method, route, status }, count];
    }),
  ]);
  to.histogram(
    'nattoku_decision_seconds',
    'From the first byte read to the answer written',
    [
      ['single', meter.decisions],
      ['batch', meter.batches],
    ],
    'call',
  );
  to.histogram(
    'nattoku_request_seconds',
    'The same for everything else, by kind of traffic',
    [...meter.others],
    'traffic',
  );
  to.gauge(
    'nattoku_requests_under_way',
    'Requests that have not ended',
    TRAFFIC.map((traffic): Sample => [{ traffic }, gate.underWay[traffic]]),
  );
  to.gauge(
    'nattoku_connections_waiting',
    'Connections that ask for decisions and wait for their round',
    [[{}, rounds.waiting]],
  );
  to.counter(
    'nattoku_requests_shed_total',
    'Refused with 503 because too much was asked',
    TRAFFIC.map((traffic): Sample => [{ traffic }, gate.refused[traffic]]),
  );
  to.gauge('nattoku_overload_level', '0: everything is taken; 4: only a part of decisions', [
    [{}, gate.level],
  ]);
  to.counter(
    'nattoku_rate_limited_total',
    'Refused with 429, by policy',
    [...meter.overLimit].map(([policy, count]): Sample => [{ policy }, count]),
  );
  to.counter('nattoku_slow_bodies_total', 'Requests cut off because their body did not come', [
    [{}, meter.cut],
  ]);
  to.counter('nattoku_spans_dropped_total', 'Traces that could not be delivered', [
    [{}, spans?.dropped ?? 0],
  ]);
}

function memory(to: Exposition, runtime: Runtime): void {
  const { held, hits, misses } = runtime.subjects.counts();
  to.gauge('nattoku_states_cached', 'States of people held in memory', [[{}, held]]);
  to.counter('nattoku_state_lookups_total', 'States asked for, and whether memory had them', [
    [{ found: 'memory' }, hits],
    [{ found: 'database' }, misses],
  ]);
  const { groups, items, waiting } = runtime.groups();
  to.counter('nattoku_commits_total', 'Commits of this process', [[{}, items]]);
  to.counter('nattoku_commit_groups_total', 'Transactions they went in', [[{}, groups]]);
  to.gauge('nattoku_commits_waiting', 'Commits that wait for a transaction', [[{}, waiting]]);
  const hub = hubOf(runtime);
  to.gauge('nattoku_stream_clients', 'Systems that listen to changes', [[{}, hub.clients]]);
  to.gauge('nattoku_stream_lag_seconds', 'Since the database was last read for those who listen', [
    [{}, hub.lagMs / 1000],
  ]);
}

function background(to: Exposition, runtime: Runtime): void {
  to.counter(
    'nattoku_background_failures_total',
    'What is done beside requests, failed and was tried again',
    WORKS.map((work): Sample => [{ work }, countFailures(runtime, work)]),
  );
}

const STATES: readonly Standing['state'][] = ['signing', 'reading', 'halted'];

async function stored(to: Exposition, runtime: Runtime): Promise<void> {
  const { ledger, store } = runtime;
  const standing = await ledger.standing();
  to.gauge(
    'nattoku_ledger_state',
    '1 for how the ledger stands in this process',
    STATES.map((state): Sample => [{ state }, standing.state === state ? 1 : 0]),
  );
  to.gauge('nattoku_ledger_entries', 'Entries of the current log', [
    [{ part: 'committed' }, standing.headSize],
    [{ part: 'signed' }, standing.signedSize],
  ]);
  to.gauge('nattoku_ledger_lag_seconds', 'Age of the oldest entry that no checkpoint covers', [
    [{}, standing.lagMs / 1000],
  ]);
  to.gauge('nattoku_ledger_alarms', 'Marks that are missing, or writing that fails', [
    [{}, ledger.board.alarms.size],
  ]);
  const { alarm, rounds } = await readWatch(runtime);
  to.gauge('nattoku_watch_alarm', '1: our own way out failed, or nobody went over it for long', [
    [{}, alarm === null ? 0 : 1],
  ]);
  const ended = rounds.find(({ result }) => result !== null);
  to.gauge(
    'nattoku_watch_no_seconds',
    'In the newest round: from a refusal to the no of every node; absent where none came',
    ended?.result?.noMs == null ? [] : [[{}, ended.result.noMs / 1000]],
  );
  to.gauge(
    'nattoku_watch_round_timestamp_seconds',
    'When the newest round over our own way out ended',
    ended?.endedAtMs == null ? [] : [[{}, ended.endedAtMs / 1000]],
  );
  to.gauge(
    'nattoku_jobs',
    'Long work that is written down',
    (await store.countJobs()).map(({ kind, status, jobs }): Sample => [{ kind, status }, jobs]),
  );
}

/** What the database cannot tell just now is left out, and said so. */
export async function collect(runtime: Runtime, exposition: Exposition): Promise<void> {
  decisions(exposition, runtime);
  requests(exposition, runtime);
  memory(exposition, runtime);
  background(exposition, runtime);
  const reached = await stored(exposition, runtime).then(
    () => 1,
    () => 0,
  );
  exposition.gauge('nattoku_database_reached', '0: what the database tells is missing here', [
    [{}, reached],
  ]);
}
