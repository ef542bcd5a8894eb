/** The fixed people of `ntk_test_…` keys, every kind of answer among them; nothing is touched. */
import type { LocalAnswer, LocalPerson, LocalTimeline } from '../../../sdk/src/local-contract';
import { judgeForTest, TEST_IDS, TEST_SYSTEM } from '../../asking/test-answers';
import type { CompiledTouchpoint } from '../../catalogue/compile';
import { forSystem } from '../../decision/redact';
import type { Runtime } from '../../runtime/model';
import type { Teller } from './teller';
import type { ViewMap } from './view';

function timelineOf(map: ViewMap, id: string, { touchpoint }: CompiledTouchpoint): LocalTimeline {
  const { verdict } = judgeForTest(map.catalogue, {
    subject: { system: TEST_SYSTEM, id },
    at: { touchpoint: touchpoint.key },
    data: [],
    reserve: false,
    gpc: false,
  });
  const { decision, reason, otherwise, permitted = [] } = forSystem(verdict);
  const first: LocalAnswer = {
    decision,
    ...(reason !== undefined && { reason }),
    otherwise,
    ...(permitted.length > 0 && { permitted }),
  };
  return { first };
}

/** Undefined where nobody of that handle is made up. */
export function testTimelines(
  { vault }: Pick<Runtime, 'vault'>,
  map: ViewMap,
  handle: string,
): readonly LocalTimeline[] | undefined {
  const id = TEST_IDS.find(
    (known) => vault.handleOf({ system: TEST_SYSTEM, id: known }) === handle,
  );
  return id === undefined ? undefined : map.places.map((place) => timelineOf(map, id, place));
}

export function testPeople({ vault }: Pick<Runtime, 'vault'>, teller: Teller): LocalPerson[] {
  return TEST_IDS.map((id) => {
    const handle = vault.handleOf({ system: TEST_SYSTEM, id });
    return teller.fixed(
      handle,
      teller.map.places.map((place) => timelineOf(teller.map, id, place)),
    );
  });
}
