import { defineKeyTables } from './define';
import { sqliteKit } from './sqlite-kit';

export const { subjectKeys, secrets } = defineKeyTables(sqliteKit);
