import { ITSELF } from '@/lib/catalogue/model';
import type { ChannelCellsView, DataCellView, Named, PurposeView } from '@/lib/portal/model';
import { ChoicePair, Objection, RefuseOnly } from '../choice-pair';
import type { Page } from '../page';
import { chosenOf, objects } from './chosen';
import { CellEffectText } from './effect-text';
import { heldText } from './standing-text';

interface CellParts {
  readonly page: Page;
  readonly purpose: Pick<PurposeView, 'key' | 'name' | 'basis' | 'forMinors'>;
  readonly channel: Named;
  readonly cell: Pick<DataCellView, 'key' | 'name' | 'standing' | 'effect'>;
  /** Special data and special purposes take two steps. */
  readonly special: boolean;
}

export function Cell({ page, purpose, channel, cell, special }: CellParts) {
  const { words } = page;
  const effectId = `effect-${purpose.key}-${channel.key}-${cell.key}`;
  const held = heldText({ standing: cell.standing, forMinors: purpose.forMinors }, words);
  const choice = {
    ...{ setting: page.setting, words, about: words.list([purpose.name, channel.name, cell.name]) },
    ...({ allow: 'allow-cell', refuse: 'refuse-cell' } as const),
    fields: { purpose: purpose.key, channel: channel.key, data: cell.key },
    chosen: chosenOf(cell.standing),
    describedBy: effectId,
  };
  return (
    <li className="cell">
      <div>
        <p>{cell.name}</p>
        <p className="quiet small">{words.now(held)}</p>
        <CellEffectText id={effectId} page={page} effect={cell.effect} />
      </div>
      {purpose.forMinors ? (
        <RefuseOnly {...choice} small />
      ) : objects(purpose.basis, cell.standing) ? (
        <Objection {...choice} />
      ) : (
        <ChoicePair {...choice} small twoSteps={special ? purpose.key : undefined} />
      )}
    </li>
  );
}

interface Parts {
  readonly page: Page;
  readonly purpose: PurposeView;
  readonly channel: ChannelCellsView;
}

/** One channel of a purpose: the purpose itself there, then each kind of data some place uses. */
function Channel({ page, purpose, channel }: Parts) {
  const itself = { ...channel, key: ITSELF, name: page.words.purposes.itself };
  return (
    <section className="channel">
      <h4>{channel.name}</h4>
      <ul>
        <Cell {...{ page, purpose, channel }} cell={itself} special={purpose.explicit} />
        {channel.data.map((cell) => (
          <Cell
            key={cell.key}
            {...{ page, purpose, channel, cell }}
            special={cell.sensitive || purpose.explicit}
          />
        ))}
      </ul>
    </section>
  );
}

export function Cells({ page, purpose }: Omit<Parts, 'channel'>) {
  return (
    <details className="cells" id={`cells-${purpose.key}`}>
      <summary>
        <span>
          {page.words.purposes.fine}
          <span className="sr">{page.words.choice.about(purpose.name)}</span>
        </span>
      </summary>
      {purpose.channels.map((channel) => (
        <Channel key={channel.key} page={page} purpose={purpose} channel={channel} />
      ))}
    </details>
  );
}
