/** Entry of the supervisor's realm. */
import * as Comlink from 'comlink';

import { Supervisor } from './supervisor';

Comlink.expose(new Supervisor());
