import { HiddenFields } from '../hidden-fields';
import type { Page } from '../page';

const SETS = [
  { techniques: ['generative-ai', 'prediction'], stop: 'stopAi', allow: 'allowAi' },
  { techniques: ['staff'], stop: 'stopStaff', allow: 'allowStaff' },
] as const;

/** A technique refused as a whole, with whatever uses it later. */
export function Techniques({ page }: { readonly page: Page }) {
  const { words } = page;
  const off = page.reading.state?.techniquesOff ?? new Map<string, unknown>();
  return (
    <section className="section" aria-labelledby="techniques">
      <h2 id="techniques">{words.purposes.techniques}</h2>
      <p className="quiet mb-4">{words.purposes.techniqueText}</p>
      <div className="flex flex-wrap gap-3">
        {SETS.map(({ techniques, stop, allow }) => {
          const stopped = techniques.every((key) => off.has(key));
          return (
            <form key={stop} method="post" action="/choices" data-enhance>
              <HiddenFields setting={page.setting} fields={{ techniques: techniques.join(' ') }} />
              {stopped ? <p className="small">{words.purposes.techniqueOff}</p> : null}
              <button
                className="button"
                name="act"
                value={stopped ? 'technique-on' : 'technique-off'}
              >
                {words.purposes[stopped ? allow : stop]}
              </button>
            </form>
          );
        })}
      </div>
    </section>
  );
}
