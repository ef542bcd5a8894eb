/** Tells people to one view: one map, one set of tables. */
import type { LocalPerson, LocalTimeline } from '../../../sdk/src/local-contract';
import type { CompiledCatalogue } from '../../catalogue/compile';
import type { Subject } from '../../record/subjects';
import type { Runtime } from '../../runtime/model';
import { drawFor, tellPerson } from './person';
import { createTables, type Tables } from './tables';
import { mapOf, type View, type ViewMap } from './view';

export interface Teller {
  readonly map: ViewMap;
  readonly tables: Tables;
  /** The profile of everybody nobody has seen. */
  readonly unseen: number;
  /** Undefined: nobody, any more. */
  person(handle: string, subject: Pick<Subject, 'state' | 'broken'> | undefined): LocalPerson;
  /** Somebody made up, for test keys. */
  fixed(handle: string, timelines: readonly LocalTimeline[]): LocalPerson;
}

export function tellEverybody(
  { vault, clock }: Pick<Runtime, 'vault' | 'clock'>,
  view: View,
  catalogue: CompiledCatalogue,
): Teller {
  const map = mapOf(catalogue, view);
  const tables = createTables();
  const tell = (handle: string, subject: Pick<Subject, 'state' | 'broken'> | undefined) =>
    tellPerson(map, subject, view.system, clock.now(), drawFor(vault, handle));
  const unseen = tables.profile(tell('', undefined).timelines);
  return {
    map,
    tables,
    unseen,
    person(handle, subject) {
      if (subject === undefined) return [handle, unseen];
      const { timelines, instants } = tell(handle, subject);
      return [handle, tables.profile(timelines), ...instants];
    },
    fixed: (handle, timelines) => [handle, tables.profile(timelines)],
  };
}
