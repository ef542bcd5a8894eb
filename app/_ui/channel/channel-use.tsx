import type { ChannelUseView, ChannelView } from '@/lib/portal/model';
import { ITSELF } from '@/lib/catalogue/model';
import { ChoicePair, Objection, RefuseOnly } from '../choice-pair';
import type { Page } from '../page';
import { Cell } from '../purpose/cells';
import { chosenOf, objects } from '../purpose/chosen';
import { CellEffectText } from '../purpose/effect-text';
import { purposePath } from '../purpose/purpose-choice';
import { heldText } from '../purpose/standing-text';

interface Parts {
  readonly page: Page;
  readonly channel: ChannelView;
  readonly use: ChannelUseView;
}

function Data({ page, channel, use }: Parts) {
  const { words } = page;
  if (use.cells.data.length === 0) return null;
  return (
    <details className="cells">
      <summary>
        <span>
          {words.channels.fine}
          <span className="sr">{words.choice.about(use.purpose.name)}</span>
        </span>
      </summary>
      <ul>
        {use.cells.data.map((cell) => (
          <Cell
            key={cell.key}
            {...{ page, channel, cell }}
            purpose={{ ...use.purpose, basis: use.basis, forMinors: use.forMinors }}
            special={cell.sensitive || use.explicit}
          />
        ))}
      </ul>
    </details>
  );
}

/** One purpose on this channel: the same cells as under the purpose, seen from here. */
export function ChannelUse(parts: Parts) {
  const { page, channel, use } = parts;
  const { words } = page;
  const { purpose, cells, basis } = use;
  const effectId = `effect-${purpose.key}-${channel.key}-${ITSELF}`;
  const held = heldText({ standing: cells.standing, forMinors: use.forMinors }, words);
  const choice = {
    ...{ setting: page.setting, words, about: words.list([purpose.name, channel.name]) },
    ...({ allow: 'allow-cell', refuse: 'refuse-cell' } as const),
    fields: { purpose: purpose.key, channel: channel.key, data: ITSELF },
    chosen: chosenOf(cells.standing),
    describedBy: effectId,
  };
  return (
    <section className="purpose" id={purpose.key} aria-labelledby={`name-${purpose.key}`}>
      <h3 id={`name-${purpose.key}`}>
        <a href={purposePath(purpose)}>{purpose.name}</a>
      </h3>
      <p>{purpose.summary}</p>
      <CellEffectText id={effectId} page={page} effect={use.effect} />
      <p className="standing">{words.now(held)}</p>
      {use.forMinors ? <p className="note mb-4">{words.guardian.adPurpose}</p> : null}
      {use.forMinors ? (
        <RefuseOnly {...choice} />
      ) : objects(basis, cells.standing) ? (
        <Objection {...choice} />
      ) : (
        <ChoicePair {...choice} twoSteps={use.explicit ? purpose.key : undefined} />
      )}
      <Data {...parts} />
    </section>
  );
}
