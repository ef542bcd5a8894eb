import type { ReactNode } from 'react';
import './shop.css';
import './pieces.css';
import './faces.css';
import { OwnFrame } from '../own-frame';
import type { Visit } from './visit';
import { words, type Words } from './words';

const TEXT = {
  invented: words(
    'デモのための架空の画面です。ここに出る人も会社も実在しません。',
    'An invented screen. Neither people nor companies here exist.',
  ),
  nobody: words('どなたか分かりません', 'Nobody is known here'),
} as const;

/** Somebody else's screen, or another one of the shop's: each has a face of its own. */
export function FaceFrame({
  visit,
  face,
  ...parts
}: {
  readonly visit: Visit;
  readonly face: 'care' | 'lock' | 'town' | 'till' | 'works';
  readonly name: Words;
  readonly tabs?: ReactNode;
  readonly children: ReactNode;
}) {
  const { locale, customer, path } = visit;
  return (
    <OwnFrame
      {...{ ...parts, locale, path, invented: TEXT.invented }}
      face={`minori face face-${face}`}
      aside={customer?.name ?? TEXT.nobody}
    />
  );
}
