import { serveWriter } from '../writer';
import { testAdvance } from './advance';
import { testSeal } from './seal';

serveWriter({ advance: testAdvance, seal: testSeal });
