import { ActForm } from '../act-form';

/** Every form of this page goes to one door; the open record, if any, comes back with it. */
export function AgeForm(parts: Omit<Parameters<typeof ActForm>[0], 'action'>) {
  return <ActForm {...parts} action="/console/erasures/ages/act" />;
}
