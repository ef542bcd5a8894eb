import { readWatch } from '@/lib/watch/standing';
import type { ConsolePage } from '../console-page';
import { watchWords } from './words';

/** On every page of the console, as long as it holds. */
export async function WatchAlarm({
  page,
  here,
}: {
  readonly page: ConsolePage;
  readonly here: boolean;
}) {
  const { principal, runtime, locale } = page;
  if (principal.kind !== 'officer') return null;
  const { alarm } = await readWatch(runtime);
  if (alarm === null) return null;
  const words = watchWords[locale];
  return (
    <section className="problem watch-alarm" aria-labelledby="watch-alarm">
      <p id="watch-alarm" className="font-semibold">
        {words.alarms[alarm]}
      </p>
      <p>
        {words.alarmText}
        {here ? null : (
          <>
            {' '}
            <a href="/console/watch">{words.see}</a>
          </>
        )}
      </p>
    </section>
  );
}
