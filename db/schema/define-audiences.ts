/** Tables of audiences, as `define.ts` has the others. */
import type { Kit } from './sqlite-kit';

export function defineAudienceTables(kit: Kit) {
  const { table, text, int, bytes } = kit;
  return {
    audiences: table('audiences', {
      id: text('id').primaryKey(),
      system: text('system').notNull(),
      touchpoint: text('touchpoint').notNull(),
      sealed: bytes('sealed').notNull(),
      atMs: int('at_ms').notNull(),
    }),
    /** Who was in them: db/audience-marks.ts. */
    audienceMembers: table(
      'audience_members',
      {
        bucket: text('bucket').notNull(),
        audience: text('audience').notNull(),
        part: int('part').notNull(),
        marks: text('marks').notNull(),
      },
      (t) => [kit.primary(t.bucket, t.audience, t.part)],
    ),
  };
}
