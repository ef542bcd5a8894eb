import { defineKeyTables } from './define';
import { postgresKit } from './postgres-kit';

export const { subjectKeys, secrets } = defineKeyTables(postgresKit);
